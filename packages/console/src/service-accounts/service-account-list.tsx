import type { ResourceAbility, ResourceRef } from '@keywright/sdk';
import { Group, NativeSelect, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { pageIn, wordIn } from '../address.ts';
import { ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { SearchField } from '../parts/search-field.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { serviceAccountsQuery } from '../queries/service-accounts.ts';
import { accountColumns } from './account-columns.tsx';
import { AccountDialog, type ChosenAct } from './account-dialog.tsx';
import { accountWord } from './account-words.ts';
import { CreateAccountButton, CreateAccountModal } from './create-account-button.tsx';
import { NoAccounts } from './no-accounts.tsx';

interface Props {
  /** The site, an organization or a project. */
  readonly home: ResourceRef;
  /** What the caller may do there, as the server says. */
  readonly abilities: readonly ResourceAbility[];
  /** Whether the button stands above the list; the page of the bots has it beside its title. */
  readonly withCreate?: boolean;
}

const accountStates = ['enabled', 'disabled', 'expired'] as const;
const stateOptions = [
  { value: '', label: 'Any state' },
  { value: 'enabled', label: 'Enabled' },
  { value: 'disabled', label: 'Disabled' },
  { value: 'expired', label: 'Expired' },
];

/** The service accounts that are at home in one place, with search, state and pages in the address. */
export function ServiceAccountList({ home, abilities, withCreate = true }: Props) {
  const [address, change] = useAddressFilters(['search', 'state', 'page']);
  const { search } = address;
  const state = wordIn(address, 'state', accountStates);
  const page = pageIn(address);
  const query = useQuery(
    serviceAccountsQuery({ home_id: home.id, per_page: 25, search, state, page }),
  );
  const isFiltered = search !== undefined || state !== undefined;
  const isBare = query.data?.num_total === 0 && !isFiltered;
  const clear = () => change({ search: undefined, state: undefined, page: undefined });
  const [chosen, setChosen] = useState<ChosenAct>();
  const columns = accountColumns(setChosen);
  const [creating, setCreating] = useState(false);
  const mayCreate = abilities.includes('create_service_account');
  const create = withCreate && mayCreate && (
    <CreateAccountButton home={home} onCreate={() => setCreating(true)} />
  );
  return (
    <Stack gap="sm">
      <Group gap="sm" justify="space-between">
        {!isBare && (
          <Group gap="sm" flex="1 1 20rem">
            <SearchField
              label="Search by name or id"
              value={search}
              onSearch={(text) => change({ search: text, page: undefined })}
            />
            <NativeSelect
              aria-label="State"
              flex="1 0 auto"
              maw={{ sm: '11rem' }}
              data={stateOptions}
              value={state ?? ''}
              onChange={({ currentTarget }) =>
                change({ state: currentTarget.value || undefined, page: undefined })
              }
            />
          </Group>
        )}
        {!isBare && create}
      </Group>
      <Listed
        query={query}
        counted={(n) => (n === 1 ? `1 ${accountWord(home)}` : `${n} ${accountWord(home)}s`)}
        onPage={(next) => change({ page: next > 1 ? String(next) : undefined })}
        empty={
          isFiltered ? (
            <NoMatch onClear={clear} />
          ) : (
            <NoAccounts home={home} mayCreate={mayCreate} action={create} />
          )
        }
      >
        {(rows) => (
          <ListTable
            label={home.type === 'site' ? 'Bots' : 'Service accounts'}
            columns={columns}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
      {creating && <CreateAccountModal home={home} onClose={() => setCreating(false)} />}
      {chosen && <AccountDialog {...chosen} onClose={() => setChosen(undefined)} />}
    </Stack>
  );
}
