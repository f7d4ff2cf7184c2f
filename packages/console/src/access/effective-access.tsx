import type { EffectiveAccess as Effective, PrincipalRef } from '@keywright/sdk';
import { Group, NativeSelect, Stack, Text, Title } from '@mantine/core';
import { IconTopologyStar } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { wordIn } from '../address.ts';
import { EmptyState } from '../parts/empty-state.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { effectiveAccessQuery } from '../queries/access.ts';
import { PathLine } from './path-line.tsx';
import { PermissionChoice } from './permission-choice.tsx';
import { Reasons } from './reason-line.tsx';

interface Props {
  readonly principal: PrincipalRef;
  readonly isSelf: boolean;
}

const types = ['organization', 'project', 'env'] as const;
const typeOptions = [
  { value: 'organization', label: 'Organizations' },
  { value: 'project', label: 'Projects' },
  { value: 'env', label: 'Envs' },
];

/** Every place of one type where a principal may do anything, or one thing, and through what. */
export function EffectiveAccess({ principal, isSelf }: Props) {
  const headingId = useId();
  const [filters, change] = useAddressFilters(['on', 'can', 'reach_page']);
  const type = wordIn(filters, 'on', types) ?? 'env';
  const query = useQuery(
    effectiveAccessQuery({
      principal: principal.id,
      type,
      permission: filters.can,
      page: Number(filters.reach_page ?? 1),
      per_page: 25,
    }),
  );
  return (
    <Stack component="section" gap="sm" aria-labelledby={headingId}>
      <div>
        <Title order={3} size="h5" id={headingId}>
          Where {isSelf ? 'you' : principal.name} may do something
        </Title>
        <Text size="sm" c="dimmed">
          What the grants add up to, those above included.
        </Text>
      </div>
      <Group gap="sm" align="flex-start">
        <NativeSelect
          label="Among"
          flex="1 1 9rem"
          maw={{ sm: '12rem' }}
          data={typeOptions}
          value={type}
          onChange={({ currentTarget }) =>
            change({ on: currentTarget.value, reach_page: undefined })
          }
        />
        <div style={{ flex: '1 1 14rem', maxWidth: '24rem' }}>
          <PermissionChoice
            label="With the permission"
            placeholder="Any permission"
            value={filters.can}
            onChange={(can) => change({ can, reach_page: undefined })}
          />
        </div>
      </Group>
      <Listed
        query={query}
        counted={(n) => `${n} ${n === 1 ? type : `${type}s`}`}
        onPage={(page) => change({ reach_page: page > 1 ? `${page}` : undefined })}
        empty={
          <EmptyState icon={IconTopologyStar} title="Nowhere">
            {filters.can
              ? 'This permission is held on none of them that you may see.'
              : 'Nothing is held on any of them that you may see.'}
          </EmptyState>
        }
      >
        {(rows) => (
          <ListTable
            label={`Where ${principal.name} may do something`}
            columns={columns}
            rows={rows}
            rowKey={({ resource }) => resource.id}
          />
        )}
      </Listed>
    </Stack>
  );
}

const columns: readonly Column<Effective>[] = [
  {
    header: 'Place',
    isName: true,
    cell: ({ resource, path }) => <PathLine path={path} resource={resource} />,
  },
  { header: 'Through', cell: ({ reasons }) => <Reasons reasons={reasons} /> },
];
