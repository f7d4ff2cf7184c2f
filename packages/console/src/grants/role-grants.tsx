import type { Grant, ResourceRef, Role } from '@keywright/sdk';
import { Box, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useId } from 'react';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { grantsQuery } from '../queries/grants.ts';

interface Props {
  readonly resource: ResourceRef;
  readonly role: Role;
  readonly heading: string;
  readonly columns: readonly Column<Grant>[];
  /** Only this principal's. */
  readonly principalId: string | undefined;
  readonly page: number;
  readonly onPage: (page: number) => void;
  readonly empty: ReactNode;
}

/** Who holds one role on one resource itself. */
export function RoleGrants(props: Props) {
  const { resource, role, heading, columns, principalId, page, onPage, empty } = props;
  const headingId = useId();
  const query = useQuery(
    grantsQuery({
      resource_id: resource.id,
      role_id: role.id,
      principal_id: principalId,
      page,
      per_page: 25,
    }),
  );
  return (
    <Stack component="section" gap="xs" aria-labelledby={headingId}>
      <Box>
        <Title order={2} size="h5" id={headingId}>
          {heading}
        </Title>
        <Text size="sm" c="dimmed">
          {role.description}
        </Text>
      </Box>
      <Listed
        query={query}
        counted={(n) => (n === 1 ? '1 permission' : `${n} permissions`)}
        onPage={onPage}
        empty={empty}
      >
        {(rows) => (
          <ListTable label={heading} columns={columns} rows={rows} rowKey={({ id }) => id} />
        )}
      </Listed>
    </Stack>
  );
}
