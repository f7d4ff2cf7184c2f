import { List, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { api } from '../api.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { RelativeTime } from '../parts/relative-time.tsx';
import { queryClient } from '../query-client.ts';
import { tokenName } from './token-name.ts';

interface Props {
  readonly userId: string;
  readonly onClose: () => void;
}

/** Deletes all of a person's own tokens, and says before which of them were used last. */
export function DeleteAllTokensDialog({ userId, onClose }: Props) {
  const { data } = useQuery({
    // Not among the tokens: what is asked here is how it was before.
    queryKey: ['loss', 'all_tokens', userId],
    queryFn: async ({ signal }) => {
      const query = { user_id: userId, per_page: 1 };
      const working = { ...query, per_page: 3, state: 'active', sort: '-last_used' } as const;
      const [all, active] = await Promise.all([
        api.listUserTokens({ query, signal }),
        api.listUserTokens({ query: working, signal }),
      ]);
      return { all: all.num_total, active };
    },
    staleTime: 0,
    gcTime: 0,
  });
  const used = data?.active.items.filter(({ last_used }) => last_used !== null) ?? [];
  return (
    <ConfirmDialog
      title="Delete all your tokens?"
      confirm="Delete all tokens"
      done="All your tokens are deleted."
      nameToType="delete all tokens"
      isWaiting={!data}
      onClose={onClose}
      act={async () => {
        await api.deleteUserTokens({ query: { user_id: userId } });
        await queryClient.invalidateQueries({ queryKey: ['user_token'] });
      }}
    >
      <Text size="sm">
        {data && countWords(data.all, data.active.num_total)} They leave the list for good and
        cannot be regenerated; the record of what was done with them stays.
      </Text>
      {used.length > 0 && (
        <div>
          <Text size="sm">Used last:</Text>
          <List size="sm">
            {used.map((token) => (
              <List.Item key={token.id}>
                <b>{tokenName(token)}</b>{' '}
                {token.last_used && (
                  <>
                    <RelativeTime at={token.last_used.at} />
                    {token.last_used.address && ` by ${token.last_used.address}`}
                  </>
                )}
              </List.Item>
            ))}
          </List>
        </div>
      )}
      <Text size="sm" c="dimmed">
        The credential that makes the call is spared where it is a token. You are signed in without
        one, so all of them go; your session stays.
      </Text>
    </ConfirmDialog>
  );
}

function countWords(all: number, active: number): string {
  const them = all === 1 ? 'Your one token is deleted' : `All ${all} are deleted`;
  if (active === 0) return `${them}. None of them is active, so nothing stops working.`;
  const of =
    active === all ? '' : active === 1 ? ', 1 of them active' : `, ${active} of them active`;
  return `${them}${of}: whatever uses ${all === 1 ? 'it' : 'them'} stops working at once.`;
}
