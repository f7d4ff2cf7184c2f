import { shortDay } from '../parts/times.ts';
import { counted, joined, type ToldOf } from './told.ts';

interface Granted {
  readonly role: string | null;
  readonly permissions: readonly string[] | null;
  readonly deployment_kind: string | null;
}

/** Roles and grants. */
export const accessSentences: ToldOf<'role' | 'grant'> = {
  'role.create': ({ parent_name, permissions }, { target }) =>
    `created the role “${target.name}” in ${parent_name}, of ${counted(permissions.length, 'permission')}`,
  'role.update': ({ name, permissions, description }, { target }) =>
    joined([
      name && `renamed the role “${name.from}” to “${name.to}”`,
      permissions && changedPermissions(permissions.from, permissions.to, target.name),
      description && `edited the description of the role “${target.name}”`,
    ]) || `saved the role “${target.name}”`,
  'role.delete': ({ grants, replacement }, { target }) =>
    `deleted the role “${target.name}”${replacement === null ? '' : `; ${counted(grants, 'grant')} turned to “${replacement}”`}`,
  'grant.create': ({ owner_name, resource_name, ends_at, ...what }) =>
    `granted ${owner_name} ${whatOf(what)} on ${resource_name}${ends_at === null ? '' : `, until ${shortDay(Date.parse(ends_at))}`}`,
  'grant.delete': ({ owner_name, resource_name, ...what }) =>
    `took ${whatOf(what)} on ${resource_name} back from ${owner_name}`,
};

function whatOf({ role, permissions, deployment_kind }: Granted): string {
  const what = role ?? joined(permissions ?? []);
  return deployment_kind === null ? what : `${what} of the kind ${deployment_kind}`;
}

function changedPermissions(from: readonly string[], to: readonly string[], role: string): string {
  const added = to.filter((permission) => !from.includes(permission));
  const taken = from.filter((permission) => !to.includes(permission));
  return joined([
    added.length > 0 && `added ${joined(added)} to the role “${role}”`,
    taken.length > 0 && `took ${joined(taken)} from the role “${role}”`,
  ]);
}
