import { Select, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { relativeTime, shortTime } from '../parts/times.ts';
import type { AnyToken } from './any-token.ts';
import { expiryOf, lengthAsBefore } from './expiry.ts';
import { LastUsedSentence } from './last-used.tsx';
import { type NewLife, NewSecretDialog } from './new-secret-dialog.tsx';
import { createRepeatKey } from './repeat-key.ts';
import { callsOf, refreshTokens, tokenQuery } from './token-calls.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly token: AnyToken;
  readonly onClose: () => void;
}

const overlaps = [
  { value: '1h', label: '1 hour' },
  { value: '24h', label: '24 hours' },
  { value: '7d', label: '7 days' },
  { value: '30d', label: '30 days' },
] as const;
type Overlap = (typeof overlaps)[number]['value'];

/** A new secret for a token, while the old one works until the new one is used or for as long as is chosen here. */
export function RotateTokenDialog({ token, onClose }: Props) {
  const { data: fresh = token } = useQuery(tokenQuery(token));
  const [overlap, setOverlap] = useState<Overlap>('24h');
  const [keyFor] = useState(createRepeatKey);
  const latest = useRef(overlap);
  latest.current = overlap;
  const rotate = (life: NewLife) => {
    const body = { ...life, overlap: latest.current };
    return callsOf(token).rotate(body, keyFor(body));
  };
  return (
    <NewSecretDialog
      title={`Rotate “${tokenName(token)}”?`}
      startWith={lengthAsBefore(token)}
      confirm="Rotate"
      make={rotate}
      refresh={() => refreshTokens(token)}
      onClose={onClose}
      more={
        <Select
          label="The old secret works for at most"
          description={`It works until the new secret is used for the first time, and at the latest until ${untilWords(overlap)}.`}
          data={overlaps}
          value={overlap}
          allowDeselect={false}
          onChange={(value) => value && setOverlap(value as Overlap)}
          comboboxProps={{ withinPortal: false, floatingStrategy: 'fixed' }}
        />
      }
    >
      <Text size="sm">
        The token gets a new secret and keeps its id, name, description and scopes. Nothing stops
        working now: put the new secret in place while the old one still works.
      </Text>
      {fresh.rotation_ends_at && (
        <Text size="sm">
          It is being rotated already. The secret from before that rotation stops working now.
        </Text>
      )}
      <LastUsedSentence lastUse={fresh.last_used} />
    </NewSecretDialog>
  );
}

function untilWords(overlap: Overlap): string {
  const now = Date.now();
  const at = expiryOf(overlap === '1h' ? 'length' : overlap, overlap, now) ?? now;
  return `${shortTime(at)} (${relativeTime(at, now)})`;
}
