import type { ResourceRef } from '@keywright/sdk';
import { Group, Stack, Text } from '@mantine/core';
import { PrincipalFilter } from '../grants/principal-filter.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { ExplainAccess } from './explain-access.tsx';
import { HolderList } from './holder-list.tsx';
import { HoldingGrants } from './holding-grants.tsx';
import { PermissionChoice } from './permission-choice.tsx';

/** Who may do what on a resource and through which grant, wherever above it that was given. */
export function ResourceAccess({ resource }: { readonly resource: ResourceRef }) {
  const [{ who, can, access_page }, change] = useAddressFilters(['who', 'can', 'access_page']);
  const page = Number(access_page ?? 1);
  const onPage = (next: number) => change({ access_page: next > 1 ? `${next}` : undefined });
  return (
    <Stack gap="lg">
      <Stack gap="sm">
        <Text c="dimmed" size="sm" maw="44rem">
          Every grant that holds on {resource.name}: made right here, or above and inherited. Choose
          a permission to see only who holds that one. Site administrators may do everything, and
          need no grant.
        </Text>
        <Group gap="sm" align="flex-start">
          <div style={{ flex: '1 1 14rem', maxWidth: '24rem' }}>
            <PermissionChoice
              label="Who may"
              placeholder="Any permission"
              value={can}
              onChange={(next) => change({ can: next, who: undefined, access_page: undefined })}
            />
          </div>
          {!can && (
            <div style={{ flex: '1 1 14rem', maxWidth: '24rem' }}>
              <PrincipalFilter
                value={who}
                onChange={(next) => change({ who: next, access_page: undefined })}
              />
            </div>
          )}
        </Group>
        {can ? (
          <HolderList resource={resource} permission={can} page={page} onPage={onPage} />
        ) : (
          <HoldingGrants resource={resource} principalId={who} page={page} onPage={onPage} />
        )}
      </Stack>
      <ExplainAccess key={resource.id} resource={resource} />
    </Stack>
  );
}
