import { Text, Tooltip } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';
import type { AnyToken } from './any-token.ts';

type LastUse = AnyToken['last_used'];

/** When and from where, as a list has it. */
export function LastUsed({ lastUse }: { readonly lastUse: LastUse }) {
  if (!lastUse) {
    return (
      <Text size="sm" c="dimmed">
        Never
      </Text>
    );
  }
  return (
    <div>
      <Text size="sm">
        <RelativeTime at={lastUse.at} />
      </Text>
      {lastUse.address && (
        <Tooltip label={lastUse.user_agent ?? 'The program gave no name.'} maw={360} multiline>
          <Text size="sm" c="dimmed" component="span">
            {lastUse.address}
          </Text>
        </Tooltip>
      )}
    </div>
  );
}

interface SentenceProps {
  readonly lastUse: LastUse;
  /** Of what: “It”, “Any of them”. */
  readonly never?: string;
}

/** The same as a sentence: what stops working is whatever this was. */
export function LastUsedSentence({ lastUse, never = 'It has never been used.' }: SentenceProps) {
  if (!lastUse) return <Text size="sm">{never}</Text>;
  return (
    <Text size="sm">
      Last used{' '}
      <b>
        <RelativeTime at={lastUse.at} />
      </b>
      {lastUse.address && (
        <>
          {' '}
          by <b>{lastUse.address}</b>
        </>
      )}
      {lastUse.user_agent && ` (${lastUse.user_agent.slice(0, 80)})`}.
    </Text>
  );
}
