import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { exactTime, remainingTime } from './times.ts';

/** How long until a time, to the minute where it is near, with the exact one on hover; how long ago once it has passed. */
export function RemainingTime({ until }: { readonly until: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const ms = Date.parse(until);
  return (
    <Tooltip label={exactTime(ms)}>
      <Text component="time" span inherit dateTime={until} style={{ whiteSpace: 'nowrap' }}>
        {remainingTime(ms, Math.max(now, Date.now()))}
      </Text>
    </Tooltip>
  );
}
