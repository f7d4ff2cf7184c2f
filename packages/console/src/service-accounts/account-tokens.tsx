import type { ServiceAccount } from '@keywright/sdk';
import { Button, Stack, Title } from '@mantine/core';
import { IconKey, IconPlus } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../parts/empty-state.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { serviceAccountTokensQuery } from '../queries/service-account-tokens.ts';
import { tokenSearchIn } from '../tokens/token-filters.ts';
import { TokenList } from '../tokens/token-list.tsx';
import type { AccountAct } from './account-acts.ts';
import { accountWord } from './account-words.ts';

interface Props {
  readonly account: ServiceAccount;
  readonly onAct: (act: AccountAct) => void;
}

/** An account's tokens, for those who may see them. */
export function AccountTokens({ account, onAct }: Props) {
  const [address, change] = useAddressFilters(['search', 'state', 'access', 'sort', 'page']);
  const filters = tokenSearchIn(address);
  const isShown = account.abilities.includes('list_tokens');
  const tokens = useQuery({
    ...serviceAccountTokensQuery({ service_account_id: account.id, per_page: 25, ...filters }),
    enabled: isShown,
  });
  if (!isShown) return null;
  return (
    <Stack component="section" gap="sm" aria-labelledby="tokens">
      <Title order={2} size="h4" id="tokens">
        Tokens
      </Title>
      <TokenList
        query={tokens}
        filters={filters}
        ownerStopped={
          account.state === 'enabled'
            ? undefined
            : `the ${accountWord(account.home)} is ${account.state}`
        }
        onFilter={({ search, state, access, sort, page }) =>
          change({
            ...{ search, state, access, sort },
            page: page === undefined ? undefined : String(page),
          })
        }
        empty={
          <EmptyState
            icon={IconKey}
            title="No tokens yet"
            action={
              account.abilities.includes('create_token') && (
                <Button leftSection={<IconPlus size={16} />} onClick={() => onAct('create_token')}>
                  New API token
                </Button>
              )
            }
            command={{
              label: 'What a program does with one',
              text: `curl -H "x-platz-token: $PLATZ_TOKEN" ${location.origin}/api/v2/auth/me`,
            }}
          >
            {`A program acts as this ${accountWord(account.home)} by sending one of its tokens. Give each program its own, so that you can stop one without stopping the rest.`}
          </EmptyState>
        }
      />
    </Stack>
  );
}
