import type { Session } from '@keywright/sdk';
import { Button, Stack, Text, Tooltip } from '@mantine/core';
import { IconDeviceLaptop } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { CopyableId } from '../parts/copyable-id.tsx';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { StateWord } from '../parts/state-word.tsx';
import { sessionsQuery } from '../queries/sessions.ts';
import { EndSessionDialog } from './end-session-dialog.tsx';
import { sessionWords } from './session-words.ts';

interface Props {
  readonly userId: string;
  readonly page: number | undefined;
  readonly onPage: (page: number | undefined) => void;
}

/** One person's open sessions. */
export function SessionList({ userId, page, onPage }: Props) {
  const query = useQuery(sessionsQuery({ user_id: userId, per_page: 25, page }));
  return (
    <Listed
      query={query}
      counted={(n) => (n === 1 ? '1 session' : `${n} sessions`)}
      onPage={(next) => onPage(next > 1 ? next : undefined)}
      empty={
        <EmptyState icon={IconDeviceLaptop} title="No open sessions">
          A session begins with a sign-in and lasts seven days, unless it is ended before.
        </EmptyState>
      }
    >
      {(rows) => (
        <ListTable label="Sessions" columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
    </Listed>
  );
}

const columns: readonly Column<Session>[] = [
  { header: 'Where', isName: true, cell: (session) => <Where session={session} /> },
  { header: 'Signed in', cell: ({ created_at }) => <Time at={created_at} /> },
  { header: 'Last used', cell: ({ last_used_at }) => <Time at={last_used_at} /> },
  { header: 'Ends', cell: ({ expires_at }) => <Time at={expires_at} /> },
  { header: 'Actions', isMenu: true, cell: (session) => <EndButton session={session} /> },
];

function Where({ session }: { readonly session: Session }) {
  return (
    <Stack gap={2} align="flex-start" miw={0}>
      <Tooltip label={session.user_agent ?? 'The program gave no name.'} maw={420} multiline>
        <Text size="sm" fw={600}>
          {sessionWords(session)}
          {session.via === 'api' && session.device_name === null && ' (API client)'}
        </Text>
      </Tooltip>
      <Text size="sm" c="dimmed">
        {session.address ?? 'Address unknown'}
      </Text>
      <CopyableId id={session.id} label="session id" />
      {session.is_current && <StateWord state="This session" />}
    </Stack>
  );
}

function Time({ at }: { readonly at: string | null }) {
  return <Text size="sm">{at ? <RelativeTime at={at} /> : 'Never'}</Text>;
}

function EndButton({ session }: { readonly session: Session }) {
  const [asked, setAsked] = useState(false);
  return (
    <>
      <Button
        size="xs"
        variant="default"
        aria-label={`End session on ${sessionWords(session)}, ${session.address ?? 'address unknown'}`}
        onClick={() => setAsked(true)}
      >
        End
      </Button>
      {asked && <EndSessionDialog session={session} onClose={() => setAsked(false)} />}
    </>
  );
}
