import { endpoints, siteId, type TokenPolicy } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';
import { placeOf, refOf } from '../../plane/tree/node.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';
import { nodeSight } from '../../request/node-sight.ts';
import {
  type Asked,
  changeOperation,
  readOperation,
  type Target,
  unchanged,
} from '../../request/operation.ts';
import { wireTimeOrNull } from '../../request/time.ts';
import type { Db, Tx } from '../../storage/storage.ts';
import { brokenTokens, type RevokeTokens, revokeBroken } from './broken/broken-tokens.ts';
import { rulesOf } from './end-by-policy.ts';
import { lockPlace, putPolicy, readPlace, readPolicies } from './queries.ts';
import { everythingAllowed, type Rules } from './rules.ts';

interface Rooms {
  readonly plane: Plane;
  readonly revokeTokens: RevokeTokens;
}

type SetAsked = Asked<typeof endpoints.setTokenPolicy>;

/** What tokens may be made at the site and in organizations. */
export const tokenPolicyOperations = (rooms: Rooms) => ({
  getTokenPolicy: readOperation(endpoints.getTokenPolicy, {
    async target(db, { params }) {
      const row = await readPlace(db, params.id);
      return row && policyTarget(row);
    },
    run: async (db, { caller }, row) =>
      presented(db, rooms.plane, { caller, row, policy: await policyOf(db, row) }),
  }),

  setTokenPolicy: changeOperation(endpoints.setTokenPolicy, {
    changesCredentials: true,
    async target(tx: Tx, { params }: SetAsked) {
      const row = await lockPlace(tx, params.id);
      return row && policyTarget(row);
    },
    async preview(tx, { body, now }, row) {
      const { rules } = await policyOf(tx, row);
      const by = { placeId: row.id, rules: rulesAfter(rules, body), now };
      return { dry_run: true, ...(await brokenTokens(tx, by)) };
    },
    async run(tx, { body, caller, now }, row) {
      const before = await policyOf(tx, row);
      const rules = rulesAfter(before.rules, body);
      const changes = changesOf(before.rules, rules);
      const isChanged = Object.keys(changes).length > 0;
      if (isChanged) await putPolicy(tx, row.id, rules, now);
      const by = { placeId: row.id, rules, now };
      const ends = body.existing_tokens === 'revoke';
      const { revoked, audit } = ends
        ? await revokeBroken(tx, rooms.revokeTokens, by)
        : { revoked: 0, audit: [] };
      const policy = { rules, updatedAt: isChanged ? now : before.updatedAt };
      const output = {
        ...(await presented(tx, rooms.plane, { caller, row, policy })),
        revoked_tokens: revoked,
      };
      if (!isChanged && revoked === 0) return { output, audit: unchanged };
      const target = { kind: 'token_policy', id: row.id, name: row.name } as const;
      const details = { ...changes, revoked_tokens: revoked };
      return { output, audit: [{ action: 'token_policy.update', target, details }, ...audit] };
    },
  }),
});

const policyTarget = (row: NodeRow): Target<NodeRow> => ({
  row,
  resource: placeOf(row),
  visible: nodeSight(row),
});

interface Policy {
  readonly rules: Rules;
  /** Milliseconds since 1970; null: never set. */
  readonly updatedAt: number | null;
}

async function policyOf(db: Db, { id }: NodeRow): Promise<Policy> {
  const [row] = await readPolicies(db, [id]);
  if (!row) return { rules: everythingAllowed, updatedAt: null };
  return { rules: rulesOf(row), updatedAt: row.updated_at };
}

/** What was left out stays as it is. */
const rulesAfter = (rules: Rules, body: SetAsked['body']): Rules => ({
  max_life_days: body.max_life_days === undefined ? rules.max_life_days : body.max_life_days,
  allows_never_ending: body.allows_never_ending ?? rules.allows_never_ending,
  allows_full_access: body.allows_full_access ?? rules.allows_full_access,
  max_requests_per_minute:
    body.max_requests_per_minute === undefined
      ? rules.max_requests_per_minute
      : body.max_requests_per_minute,
});

const changesOf = (from: Rules, to: Rules) => ({
  ...changed('max_life_days', from.max_life_days, to.max_life_days),
  ...changed('allows_never_ending', from.allows_never_ending, to.allows_never_ending),
  ...changed('allows_full_access', from.allows_full_access, to.allows_full_access),
  ...changed('max_requests_per_minute', from.max_requests_per_minute, to.max_requests_per_minute),
});

interface Shown {
  readonly caller: Caller;
  readonly row: NodeRow;
  readonly policy: Policy;
}

async function presented(
  db: Db | Tx,
  plane: Plane,
  { caller, row, policy }: Shown,
): Promise<TokenPolicy> {
  const place = placeOf(row);
  const rights = await plane.rights(db, caller, [place]);
  return {
    resource: row.id === siteId ? { ...refOf(row), name: 'Site' } : refOf(row),
    ...policy.rules,
    updated_at: wireTimeOrNull(policy.updatedAt),
    abilities: rights.may('token_policy.update', place) ? ['update'] : [],
  };
}
