import { z } from 'zod';
import { principalId, resourceId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { textFilter } from './text.ts';

/** Who can be granted something. */
export const principalKind = z.enum(['user', 'service_account', 'deployment']);
export type PrincipalKind = z.output<typeof principalKind>;

export const principalRef = z.object({ kind: principalKind, id: principalId, name: z.string() });
export type PrincipalRef = z.output<typeof principalRef>;

/** Who made something, by the name they had then. */
export const maker = z.object({
  id: principalId.nullable().describe('Null: an operator on the server, or Keywright itself.'),
  name: z.string(),
});

export const listedPrincipal = principalRef.extend({
  detail: z
    .string()
    .describe(
      'A person’s e-mail address; where a service account is at home, or the env a deployment stands in, for who may know of that place.',
    ),
});
export type ListedPrincipal = z.output<typeof listedPrincipal>;
export const principalPage = pageOfItems(listedPrincipal);

export const principalFilters = z.object({
  ...paging,
  search: textFilter.optional().describe('Matches the name, a person’s e-mail address, or the id.'),
  kind: principalKind.optional(),
  resource_id: resourceId
    .optional()
    .describe('Those who can be granted something there. Needs grant.create on it.'),
});

/** Somebody with a grant on a resource itself. */
export const member = z.object({
  principal: principalRef,
  roles: z.array(z.string()).describe('Names of the roles, or permissions, granted right here.'),
});
export type Member = z.output<typeof member>;
export const memberPage = pageOfItems(member);
export const memberFilters = z.object({ ...paging, resource_id: resourceId });
