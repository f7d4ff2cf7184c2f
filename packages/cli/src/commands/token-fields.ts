import type { ServiceAccountToken, TokenScope, TokenSort, UserToken } from '@keywright/sdk';
import { quiet, state, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { exactExpiry, exactly, expiry, relative, when } from '../output/times.ts';

export type AnyToken = UserToken | ServiceAccountToken;

export const tokenColumns: readonly Column<AnyToken>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'NAME', of: ({ name }) => text(name) },
  { title: 'STATE', of: (token) => state(token.state), least: 'whole' },
  { title: 'ACCESS', of: (token) => text(accessOf(token)), least: 6 },
  { title: 'EXPIRES', of: ({ expires_at }) => expiry(expires_at), least: 7 },
  { title: 'LAST USED', of: ({ last_used }) => when(last_used?.at), least: 9 },
];

export const tokenFields = (token: AnyToken): Field[] => [
  ['id', text(token.id)],
  ['name', text(token.name)],
  ['description', text(token.description)],
  ['state', state(token.state)],
  ['access', text(accessOf(token))],
  ['made', exactly(token.created_at)],
  ['by', text(token.created_by.name)],
  ['secret of', exactly(token.issued_at)],
  ['expires', exactExpiry(token.expires_at)],
  ['revoked', exactly(token.revoked_at)],
  ['rotation ends', exactly(token.rotation_ends_at)],
  ['last used', exactly(token.last_used?.at)],
  ['from', text(token.last_used?.address)],
  ['by program', text(token.last_used?.user_agent)],
];

/** What a person weighs before they end it: whether anybody still uses it. */
export function lastUse(token: AnyToken): string {
  if (token.last_used === null) return 'never used';
  const { at, address } = token.last_used;
  return `last used ${relative(at, Date.now())}${address ? ` by ${address}` : ''}`;
}

const accessOf = ({ access, num_scopes }: AnyToken) =>
  access === 'full' ? 'full' : `${num_scopes} scope${num_scopes === 1 ? '' : 's'}`;

export const scopeColumns: readonly Column<TokenScope>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'PERMISSION', of: (one) => text(`${one.entity_type}.${one.operation}`), least: 14 },
  { title: 'PROJECT', of: ({ project }) => text(project?.name ?? 'any') },
  { title: 'ON', of: ({ entity }) => text(entity?.name ?? 'any') },
];

/** By what lists of tokens can be put in order. One that the API gains is missed here by the compiler. */
const sorts: Readonly<Record<TokenSort, true>> = {
  ...{ name: true, description: true, access: true, state: true, issued_at: true },
  ...{ created_at: true, expires_at: true, last_used: true },
};
export const tokenSorts: readonly string[] = Object.keys(sorts).flatMap((one) => [one, `-${one}`]);
