import { type AuditChange, endpoints, type Grant, siteId } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { canBeHome } from '../../plane/tree/home.ts';
import { below } from '../../plane/tree/node.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import { permit } from '../../request/authorize.ts';
import { endTime } from '../../request/end-time.ts';
import { nodeSight } from '../../request/node-sight.ts';
import { type Asked, changeOperation, type Target } from '../../request/operation.ts';
import { invalidField, rethrowAt } from '../../request/problem.ts';
import type { Tx } from '../../storage/storage.ts';
import { addAccount } from './add-account.ts';
import type { HandedIn } from './handed-in.ts';
import { presentOne } from './present-account.ts';
import type { AccountRow } from './queries.ts';

type CreateAsked = Asked<typeof endpoints.createServiceAccount>;

/** An account, with its grants and first token where they are given: all, or nothing. */
export const createAccountOperation = (plane: Plane, handedIn: HandedIn) =>
  changeOperation(endpoints.createServiceAccount, {
    async target(tx, { body }) {
      const home = await handedIn.lockPath(tx, body.home_id ?? siteId, 0);
      return home && newAccountTarget(home);
    },
    async run(tx, asked, home) {
      const { body, caller, now } = asked;
      if (!canBeHome(home.type)) {
        throw invalidField(
          'home_id',
          'A service account is at home at the site, an organization or a project.',
        );
      }
      const { row, audit } = await addAccount(tx, {
        name: body.name,
        description: body.description ?? '',
        home,
        expiresAt: endTime(body, now),
        caller,
        now,
      });
      const granted = await addGrants(tx, handedIn, row, asked);
      const token = body.token && (await firstToken(tx, { plane, handedIn, home, row }, asked));
      return {
        output: {
          ...(await presentOne(tx, row, { plane, caller, now })),
          grants: granted.map(({ grant }) => grant),
          token: token?.output ?? null,
        },
        audit: [audit, ...granted.map((one) => one.audit), ...(token ? [token.audit] : [])],
      };
    },
  });

/** What is to be made at home there; whoever sees the home may know that such a thing can be. */
export function newAccountTarget(home: NodeRow): Target<NodeRow> {
  return {
    row: home,
    resource: below(home, 'service_account'),
    visible: nodeSight(home),
  };
}

interface Making {
  readonly plane: Plane;
  readonly handedIn: HandedIn;
  readonly home: NodeRow;
  readonly row: AccountRow;
}

/** Takes what making a token later would: a secret is kept, and the account may be given more after. */
async function firstToken(
  tx: Tx,
  { plane, handedIn, home, row }: Making,
  { body, caller, now }: CreateAsked,
) {
  const resource = below(home, 'service_account_token');
  const target = { row, resource, visible: true };
  await permit(plane, tx, { caller, target, permission: 'service_account_token.create' });
  const account = { id: row.id, name: row.name };
  const wanted = body.token ?? {};
  return handedIn.createToken(tx, { account, wanted, at: 'token.', caller, now });
}

async function addGrants(
  tx: Tx,
  { addGrant }: HandedIn,
  row: AccountRow,
  { body, caller, now }: CreateAsked,
): Promise<{ grant: Grant; audit: AuditChange }[]> {
  const principal = {
    kind: 'service_account',
    id: row.id,
    name: row.name,
    homeId: row.home_id,
  } as const;
  const added = [];
  for (const [at, wanted] of (body.grants ?? []).entries()) {
    const order = {
      principal,
      roleId: wanted.role_id,
      permissions: wanted.permissions,
      resourceId: wanted.resource_id,
      kindId: wanted.kind_id,
      endsAt: wanted.ends_at ?? null,
      now,
    };
    const adding = addGrant(tx, caller, order);
    added.push(await adding.catch((error: unknown) => rethrowAt(`grants.${at}`, error)));
  }
  return added;
}
