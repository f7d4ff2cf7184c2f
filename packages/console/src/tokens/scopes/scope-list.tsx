import type { TokenScope } from '@keywright/sdk';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { IconShieldLock } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageIn } from '../../address.ts';
import { EmptyState } from '../../parts/empty-state.tsx';
import { ListTable } from '../../parts/list-table.tsx';
import { Listed } from '../../parts/listed.tsx';
import { NoMatch } from '../../parts/no-match.tsx';
import { SearchField } from '../../parts/search-field.tsx';
import { useAddressFilters } from '../../parts/use-address-filters.ts';
import { entityTypesQuery } from '../../queries/entity-types.ts';
import { tokenScopesQuery } from '../../queries/token-scopes.ts';
import { type AnyToken, isPersonal } from '../any-token.ts';
import { mayDo } from '../token-acts.ts';
import { RemoveScopeDialog } from './remove-scopes-dialogs.tsx';
import { scopeColumns } from './scope-columns.tsx';
import { scopableOperations } from './scope-operations.ts';

interface Props {
  readonly token: AnyToken;
}

const perPage = 20;

/** The scopes of a token, with search, a filter by type, and pages, which live in the address. */
export function ScopeList({ token }: Props) {
  const [filters, change] = useAddressFilters(['search', 'type', 'page']);
  const [asked, setAsked] = useState<TokenScope>();
  const { search, type } = filters;
  const query = useQuery(
    tokenScopesQuery(token, {
      search,
      entity_type: type,
      page: pageIn(filters),
      per_page: perPage,
    }),
  );
  const types = useQuery(entityTypesQuery);
  const isFiltered = search !== undefined || type !== undefined;
  const may = mayDo(token, 'add_scopes');
  return (
    <Stack gap="sm">
      {(token.num_scopes > 0 || isFiltered) && (
        <Group gap="sm">
          <SearchField
            label="Search by operation, entity or project"
            value={search}
            onSearch={(text) => change({ search: text, page: undefined })}
          />
          <NativeSelect
            aria-label="Entity type"
            flex="1 0 auto"
            maw={{ sm: '13rem' }}
            data={[
              { value: '', label: 'Any type' },
              ...(types.data?.items ?? [])
                .filter((one) => scopableOperations(one).length > 0)
                .map((one) => ({ value: one.type, label: one.title })),
            ]}
            value={type ?? ''}
            onChange={({ currentTarget }) =>
              change({ type: currentTarget.value || undefined, page: undefined })
            }
          />
        </Group>
      )}
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 scope' : `${n} scopes`)}
        onPage={(page) => change({ page: page > 1 ? String(page) : undefined })}
        empty={
          isFiltered ? (
            <NoMatch
              onClear={() => change({ search: undefined, type: undefined, page: undefined })}
            />
          ) : (
            <NoScopes token={token} />
          )
        }
      >
        {(rows) => (
          <ListTable
            label="Scopes"
            columns={scopeColumns(may ? setAsked : undefined)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
      {asked && (
        <RemoveScopeDialog token={token} scope={asked} onClose={() => setAsked(undefined)} />
      )}
    </Stack>
  );
}

function NoScopes({ token }: Props) {
  const of = isPersonal(token) ? 'user-tokens' : 'service-account-tokens';
  return (
    <EmptyState
      icon={IconShieldLock}
      title="It may do nothing yet"
      command={{
        label: 'The same from a shell, with a token of full access',
        text: `curl -H "x-platz-token: $PLATZ_TOKEN" -H 'content-type: application/json' ${location.origin}/api/v2/${of}/${token.id}/scopes -d '{"scopes": [{"entity_type": "channel", "operation": "publish", "entity_id": "…"}]}'`,
      }}
    >
      Without a scope a token can read and revoke itself, and is refused everything else. A scope
      names an operation on entities of one type: on one of them, on all of a project, or on all.
    </EmptyState>
  );
}
