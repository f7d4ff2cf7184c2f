import type { ListedUser, UserToken } from '@keywright/sdk';
import { List, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { sessionsQuery } from '../queries/sessions.ts';
import { userTokensQuery } from '../queries/user-tokens.ts';
import { updatePerson } from './update-person.ts';

interface Props {
  readonly person: ListedUser;
  readonly onClose: () => void;
}

/** Before a person is stopped: how many of their sessions and tokens stop with them, and what was used last. */
export function DeactivateDialog({ person, onClose }: Props) {
  const sessions = useQuery(sessionsQuery({ user_id: person.id, per_page: 1 }));
  const tokens = useQuery(userTokensQuery({ user_id: person.id, state: 'active', per_page: 200 }));
  const used = tokens.data && lastUsed(tokens.data.items);
  return (
    <ConfirmDialog
      title={`Deactivate ${person.display_name}?`}
      confirm="Deactivate"
      done={`${person.display_name} is inactive.`}
      onClose={onClose}
      act={() => updatePerson(person.id, { is_active: false })}
    >
      <Text size="sm">
        {person.display_name} can no longer use these pages or the API, from the next request on.
        What stops:
      </Text>
      {sessions.isPending || tokens.isPending ? (
        <Skeleton height={44} />
      ) : (
        <List size="sm">
          <List.Item>{counted(sessions.data?.num_total, 'open session')}</List.Item>
          <List.Item>
            {counted(tokens.data?.num_total, 'active token')}
            {used?.last_used && (
              <>
                , last used{' '}
                <b>
                  <RelativeTime at={used.last_used.at} />
                </b>
                {used.last_used.address && (
                  <>
                    {' '}
                    by <b>{used.last_used.address}</b>
                  </>
                )}
              </>
            )}
          </List.Item>
        </List>
      )}
      <Text size="sm">Nothing is lost: activating them again brings it all back.</Text>
    </ConfirmDialog>
  );
}

function counted(count: number | undefined, what: string): string {
  if (count === undefined) return `Every ${what}`;
  if (count === 0) return `No ${what}`;
  return count === 1 ? `1 ${what}` : `${count} ${what}s`;
}

const lastUsed = (tokens: readonly UserToken[]): UserToken | undefined =>
  tokens
    .filter((token) => token.last_used)
    .toSorted((a, b) => (b.last_used?.at ?? '').localeCompare(a.last_used?.at ?? ''))[0];
