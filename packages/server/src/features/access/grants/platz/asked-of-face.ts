import type {
  DeploymentKindId,
  EnvId,
  endpoints,
  GrantId,
  PrincipalId,
  PrincipalKind,
  QueryOf,
  ServiceAccountId,
  UserId,
} from '@keywright/contract';
import type { Plane } from '../../../../plane/plane.ts';
import type { Caller } from '../../../../plane/principal.ts';
import { holdNode, type NodeRow, readNode } from '../../../../plane/tree/queries.ts';
import type { Target } from '../../../../request/operation.ts';
import { invalidField } from '../../../../request/problem.ts';
import type { Db, Tx } from '../../../../storage/storage.ts';
import { type AddedGrant, type Grantee, grantOn } from '../add-grant.ts';
import { grantTarget, lockedGrantTarget } from '../grant-target.ts';
import { heldAccount, heldPerson } from '../grantee.ts';
import { findGrants, reachFrom } from '../lists/find-grants.ts';
import { nodeTarget } from '../node-target.ts';
import { notThere } from '../not-there.ts';
import { type GrantRow, readGrant } from '../queries.ts';
import { type Face, isListed, rolesOf } from './face.ts';

type Query = QueryOf<typeof endpoints.listEnvUserPermissions>;

interface Asking {
  readonly caller: Caller;
  readonly now: number;
}

/** A page of the list: of people, unless service accounts are asked for. */
export async function listFace<Name extends string>(
  db: Db,
  plane: Plane,
  face: Face<Name>,
  asked: Asking & { readonly query: Query },
) {
  const { env_id } = asked.query;
  const env = env_id && (await readNode(db, env_id));
  const filters = {
    ...whose(asked.query),
    resourceIds: env_id && [env_id],
    roleIds: rolesOf(face),
    ofKind: face.ofKind,
    state: 'active' as const,
  };
  const reach = await reachFrom(db, plane, asked.caller, env);
  return findGrants(db, asked, { filters, reach });
}

function whose({ user_id, bot_id, with_bots }: Query): {
  principalIds?: readonly PrincipalId[];
  principalKinds?: readonly PrincipalKind[];
} {
  // Nobody is both.
  if (user_id && bot_id) return { principalIds: [] };
  if (bot_id) return { principalIds: [bot_id], principalKinds: ['service_account'] };
  if (user_id) return { principalIds: [user_id], principalKinds: ['user'] };
  // Platz knows of no deployment that holds anything.
  return { principalKinds: with_bots ? ['user', 'service_account'] : ['user'] };
}

/** A grant of the list; of others there is nothing at this address. */
export async function readInFace<Name extends string>(
  db: Db,
  face: Face<Name>,
  { params, now }: { params: { id: GrantId }; now: number },
): Promise<Target<GrantRow> | undefined> {
  const row = await readGrant(db, params.id);
  return row && isListed(face, row, now) ? grantTarget(row) : undefined;
}

/** The same, locked to be taken back. */
export async function lockInFace<Name extends string>(
  tx: Tx,
  face: Face<Name>,
  asked: Asking & { params: { id: GrantId } },
): Promise<Target<GrantRow> | undefined> {
  const target = await lockedGrantTarget(tx, asked);
  return target && isListed(face, target.row, asked.now) ? target : undefined;
}

/** The env to grant on, held. */
export async function envTarget(tx: Tx, id: EnvId): Promise<Target<NodeRow> | undefined> {
  const node = await holdNode(tx, id);
  return node?.type === 'env' ? nodeTarget(node) : undefined;
}

interface Given<Name extends string> {
  readonly user_id?: UserId | null | undefined;
  readonly bot_id?: ServiceAccountId | null | undefined;
  readonly kind_id?: DeploymentKindId;
  readonly role: Name;
}

/** Grants what the list calls by this name. */
export async function grantInFace<Name extends string>(
  tx: Tx,
  plane: Plane,
  face: Face<Name>,
  { body, caller, now }: Asking & { readonly body: Given<Name> },
  env: NodeRow,
): Promise<AddedGrant> {
  const principal = await granteeOf(tx, body);
  return grantOn(tx, plane, caller, env, {
    principal,
    roleId: face.roles[body.role],
    resourceId: env.id,
    kindId: body.kind_id,
    endsAt: null,
    now,
  });
}

async function granteeOf(
  tx: Tx,
  { user_id, bot_id }: Pick<Given<string>, 'user_id' | 'bot_id'>,
): Promise<Grantee> {
  if (user_id && bot_id) throw invalidField('bot_id', 'Give either user_id or bot_id, not both.');
  if (user_id) {
    const person = await heldPerson(tx, user_id, 'shared');
    if (!person) throw notThere('user_id', 'person');
    return person;
  }
  if (!bot_id) throw invalidField('user_id', 'Give a user_id, or a bot_id.');
  const account = await heldAccount(tx, bot_id, 'shared');
  if (!account) throw notThere('bot_id', 'service account');
  return account;
}
