import type { Permission, ResourceId, ServiceAccountId, UserId } from '@keywright/contract';
import { onSite } from '../../../plane/decide.ts';
import type { Caller } from '../../../plane/principal.ts';
import type { Target } from '../../../request/operation.ts';
import { invalidField } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import type { UsageNeeds } from '../handed-in.ts';
import { isPerson, type Whose } from '../queries.ts';
import { targetOfNode } from '../read-usage.ts';

interface Sent {
  readonly user_id?: UserId | undefined;
  readonly service_account_id?: ServiceAccountId | undefined;
  readonly resource_id?: ResourceId | undefined;
}

/** What is done with the tokens. */
type Act = 'list' | 'revoke' | 'update';

/** The permission for it: on people's tokens, or on those of service accounts. */
export const neededFor = (whose: Whose, act: Act): Permission =>
  whose.kind === 'user' || whose.kind === 'site'
    ? `user_token.${act}`
    : `service_account_token.${act}`;

/** Whose tokens a request is about, and how that is decided on; undefined: there is no such thing. */
export async function targetOfUnused(
  db: Db,
  needs: UsageNeeds,
  { sent, caller, act }: { readonly sent: Sent; readonly caller: Caller; readonly act: Act },
): Promise<Target<Whose> | undefined> {
  const asked = askedOf(sent, caller);
  if (!asked) return undefined;
  switch (asked.kind) {
    case 'user':
      if (!(await isPerson(db, asked.id))) return undefined;
      return { row: asked, resource: onSite('user_token', null), owner: asked.id };
    case 'service_account': {
      const target = await needs.account(db, asked.id, caller);
      if (!target) return undefined;
      const { owner, ...rest } = target;
      const permission = neededFor(asked, act);
      // An account sees its own tokens. It ends another of them only by its permission.
      const isOwned = act === 'list' && owner !== undefined;
      return { ...rest, row: asked, permission, ...(isOwned && { owner }) };
    }
    case 'node': {
      const target = await targetOfNode(db, asked.id);
      if (!target) return undefined;
      const { type } = target.row;
      const whose = whoseAt(type, asked.id);
      return { ...target, row: whose, permission: neededFor(whose, act) };
    }
    default:
      throw asked satisfies never;
  }
}

function whoseAt(type: string, id: ResourceId): Whose {
  return type === 'organization' || type === 'project' ? { kind: type, id } : { kind: 'site' };
}

type AskedOf =
  | Extract<Whose, { kind: 'user' | 'service_account' }>
  | { readonly kind: 'node'; readonly id: ResourceId };

function askedOf(
  { user_id, service_account_id, resource_id }: Sent,
  { principal }: Caller,
): AskedOf | undefined {
  const given = [user_id, service_account_id, resource_id].filter((id) => id !== undefined);
  if (given.length > 1) {
    throw invalidField('resource_id', 'Name one of user_id, service_account_id and resource_id.');
  }
  if (user_id !== undefined) return { kind: 'user', id: user_id };
  if (service_account_id !== undefined) return { kind: 'service_account', id: service_account_id };
  if (resource_id !== undefined) return { kind: 'node', id: resource_id };
  const { kind } = principal;
  switch (kind) {
    case 'user':
      return { kind, id: principal.id };
    case 'service_account':
      return { kind, id: principal.id };
    case 'deployment':
      return undefined;
    default:
      throw kind satisfies never;
  }
}

/** Of the site, people's tokens and those of accounts alike. */
export const alsoNeeded = (whose: Whose, act: Act): Permission | undefined =>
  whose.kind === 'site' ? `service_account_token.${act}` : undefined;
