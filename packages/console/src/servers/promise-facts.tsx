import type { Servers } from '@keywright/sdk';
import { List, Stack, Text, Title } from '@mantine/core';
import { Facts } from '../parts/facts.tsx';
import { ToneWord } from '../parts/state-word.tsx';

interface Props {
  readonly database: Servers['database'];
}

/** What “once revoked, no server says yes” rests on, and what is outside of it. */
export function PromiseFacts({ database: { engine, durable, head, term } }: Props) {
  return (
    <Stack gap="sm">
      <Title order={2} size="h4">
        What the promise rests on
      </Title>
      <Facts
        facts={[
          ['Database', engine === 'sqlite' ? 'SQLite, one file and one server' : 'PostgreSQL'],
          ['Survives the loss of the database', <Durable key="durable" {...{ engine, durable }} />],
          ['Changes so far', `${head.toLocaleString('en')} in term ${term}`],
        ]}
      />
      <List size="sm" spacing={6}>
        <List.Item>
          The monotonic clocks of the servers run within 1 % of the truth. What their wall clocks
          say is compared with nobody’s.
        </List.Item>
        <List.Item>
          On PostgreSQL with a standby: each commit waits for it, and a primary that was deposed is
          fenced off. Without one, receipts say durable: false, for a fail-over could lose the
          change.
        </List.Item>
        <List.Item>
          A machine that its hypervisor froze with all its clocks cannot know it.
        </List.Item>
        <List.Item>
          A server that cannot reach the database for longer than its lease refuses rather than
          guess.
        </List.Item>
        <List.Item>
          Caches of others, such as a proxy or a cluster that keeps an answer, are not covered.
        </List.Item>
      </List>
    </Stack>
  );
}

function Durable({ engine, durable }: Pick<Servers['database'], 'engine' | 'durable'>) {
  if (durable) return <ToneWord tone="good">Yes: a standby confirms each commit</ToneWord>;
  if (engine === 'sqlite') return <Text size="sm">As far as the disk and its backups do</Text>;
  return <ToneWord tone="waning">No: there is no synchronous standby</ToneWord>;
}
