import type { Role } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { type Found, LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { rolesQuery } from '../queries/roles.ts';
import { Contained } from '../roles/contained.tsx';
import { roleLine, roleOrigin } from './role-words.ts';

/** A list of permissions of its own, in place of a role. */
export const ownPermissions = 'own';
export type RoleChoice = Role | typeof ownPermissions;

interface Props {
  readonly label: string;
  /** The resource it is to be granted on. */
  readonly usableOn: string;
  readonly value: RoleChoice | undefined;
  readonly onChange: (choice: RoleChoice | undefined) => void;
  /** Offers a list of permissions in place of a role too. */
  readonly withOwn?: boolean;
  /** Which of the roles that are usable there to offer. */
  readonly among?: ((role: Role) => boolean) | undefined;
  readonly required?: boolean | undefined;
  readonly error?: string | undefined;
}

const own: Found = {
  value: ownPermissions,
  label: 'Own permissions…',
  detail: 'Choose them one by one, in place of a role.',
  group: 'Without a role',
};

/** The roles that can be granted on a resource, and below the field what the chosen one contains. */
export function RolePicker(props: Props) {
  const { usableOn, value, onChange, withOwn, among, ...field } = props;
  const [search, onSearch] = useLookUp();
  const query = useQuery(rolesQuery({ usable_on: usableOn, search, per_page: 200 }));
  const roles = (query.data?.items ?? []).filter(among ?? (() => true));
  const find = (id: string): RoleChoice | undefined =>
    id === ownPermissions ? ownPermissions : (roles.find((role) => role.id === id) ?? value);
  return (
    <Stack gap={6}>
      <LookedUpSelect
        placeholder="Choose a role"
        {...field}
        value={value && optionOf(value)}
        onChange={(id) => onChange(id === undefined ? undefined : find(id))}
        found={[...roles.map(optionOf), ...(withOwn ? [own] : [])]}
        isLooking={query.isPending || query.isPlaceholderData}
        nothing={query.error ? errorMessage(query.error) : 'No role by that name is usable here.'}
        onSearch={onSearch}
      />
      {typeof value === 'object' && <Contained permissions={value.permissions} of={value.name} />}
    </Stack>
  );
}

function optionOf(choice: RoleChoice): Found {
  if (choice === ownPermissions) return own;
  return {
    value: choice.id,
    label: choice.name,
    detail: roleLine(choice),
    group: roleOrigin(choice),
  };
}
