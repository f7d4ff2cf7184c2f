import { Text, Tooltip } from '@mantine/core';
import { useEffect, useState } from 'react';
import { exactTime, relativeTime } from './times.ts';

/** A time as people say it, kept current, with the exact one on hover. */
export function RelativeTime({ at }: { readonly at: string }) {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 15_000);
    return () => clearInterval(timer);
  }, []);
  const ms = Date.parse(at);
  return (
    <Tooltip label={exactTime(ms)}>
      <Text component="time" span inherit dateTime={at} style={{ whiteSpace: 'nowrap' }}>
        {relativeTime(ms, Math.max(now, Date.now()))}
      </Text>
    </Tooltip>
  );
}
