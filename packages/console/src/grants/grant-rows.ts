import type { ResourceRef, SentTo } from '@keywright/sdk';
import { type End, endSent, noEnd } from './end-field.tsx';
import { ownPermissions, type RoleChoice } from './role-picker.tsx';

type NewGrant = NonNullable<SentTo<'createServiceAccount'>['body']['grants']>[number];

/** One grant to be made, as a form holds it. */
export interface GrantRow {
  readonly key: string;
  readonly resource: ResourceRef | undefined;
  readonly role: RoleChoice | undefined;
  /** Instead of a role. */
  readonly permissions: readonly string[];
  readonly kindId: string | undefined;
  readonly end: End;
}

let rowsMade = 0;

/** A row on nothing yet, or on the one place there is to choose. */
export const newGrantRow = (resource?: ResourceRef): GrantRow => ({
  key: `${++rowsMade}`,
  resource,
  role: undefined,
  permissions: [],
  kindId: undefined,
  end: noEnd,
});

/** What is still missing, by the row's place and field as the server would name them; empty where nothing is. */
export function grantRowErrors(rows: readonly GrantRow[]): Record<string, string> {
  const errors = rows.flatMap((row, at) =>
    Object.entries(missingIn(row)).map(([field, says]) => [`grants.${at}.${field}`, says]),
  );
  return Object.fromEntries(errors);
}

function missingIn({ resource, role, permissions, kindId, end }: GrantRow): Record<string, string> {
  if (!resource) return { resource_id: 'Choose where it may do something.' };
  if (!role) return { role_id: 'Choose a role, or its own permissions.' };
  if (role === ownPermissions && permissions.length === 0)
    return { permissions: 'Name at least one permission.' };
  if (isOfKind(role) && !kindId) return { kind_id: 'Choose the kind that this role is for.' };
  return endSent(end) === undefined ? { ends_at: 'Choose a day.' } : {};
}

const isOfKind = (role: RoleChoice): boolean => role !== ownPermissions && role.of_kind;

/** As the request says them. Only for rows that lack nothing. */
export function grantsSent(rows: readonly GrantRow[]): NewGrant[] {
  return rows.map(({ resource, role, permissions, kindId, end }) => ({
    resource_id: resource?.id ?? '',
    ...(role === ownPermissions ? { permissions: [...permissions] } : { role_id: role?.id }),
    ...(kindId && { kind_id: kindId }),
    ends_at: endSent(end) ?? null,
  }));
}
