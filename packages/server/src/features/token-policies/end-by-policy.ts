import {
  type ResourceId,
  type ServiceAccountId,
  siteId,
  type TokenAccess,
  type UserId,
} from '@keywright/contract';
import { Problem } from '../../request/problem.ts';
import type { Tx } from '../../storage/storage.ts';
import {
  holdPlaces,
  organizationOfAccount,
  organizationsOfPerson,
  type PolicyPlace,
  type PolicyRow,
  readPolicies,
} from './queries.ts';
import { type Breach, breaches, latestOf, type Rules } from './rules.ts';

/** A token that is about to be made, or to get a new secret. */
interface Planned {
  readonly owner:
    | { readonly kind: 'user'; readonly id: UserId }
    | { readonly kind: 'service_account'; readonly id: ServiceAccountId };
  readonly access: TokenAccess;
  /** Milliseconds since 1970; null: never. */
  readonly end: number | null;
  /** Whether somebody asked for that end. One that follows from an older token is drawn nearer where it has to be. */
  readonly isSaid: boolean;
  readonly at?: string;
  readonly now: number;
}

/**
 * When the token ends that the policies of the site and of its owner's organizations let be made; they stay as they are
 * until the transaction ends. Throws `against_policy`, saying what is allowed and by which policy.
 */
export async function endByPolicy(tx: Tx, planned: Planned): Promise<number | null> {
  const { owner, access, isSaid, at = '', now } = planned;
  const policies = await policiesOf(tx, owner, now);
  const all = policies.map(({ rules }) => rules);
  const latest = latestOf(all, now);
  const isLater = latest !== null && (planned.end === null || planned.end > latest);
  const end = !isSaid && isLater ? latest : planned.end;
  for (const { rules, place } of policies) {
    const [breach] = breaches(rules, { access, end }, now);
    if (breach) throw against(breach, { rules, place, at });
  }
  return end;
}

interface Policy {
  readonly place: PolicyPlace;
  readonly rules: Rules;
}

async function policiesOf(tx: Tx, owner: Planned['owner'], now: number): Promise<Policy[]> {
  // In this order: a policy that is being set meanwhile is seen, and one that is set after sees this token.
  const places = await holdPlaces(tx, [siteId, ...(await organizationsOf(tx, owner, now))]);
  const rows = await readPolicies(
    tx,
    places.map(({ id }) => id),
  );
  const byPlace = new Map<ResourceId, PolicyRow>(rows.map((row) => [row.resource_id, row]));
  return places.flatMap((place) => {
    const row = byPlace.get(place.id);
    return row ? [{ place, rules: rulesOf(row) }] : [];
  });
}

async function organizationsOf(
  tx: Tx,
  owner: Planned['owner'],
  now: number,
): Promise<ResourceId[]> {
  if (owner.kind === 'user') return organizationsOfPerson(tx, owner.id, now);
  const id = await organizationOfAccount(tx, owner.id);
  return id === undefined ? [] : [id];
}

export const rulesOf = (row: PolicyRow): Rules => ({
  max_life_days: row.max_life_days,
  allows_never_ending: row.allows_never_ending === 1,
  allows_full_access: row.allows_full_access === 1,
  max_requests_per_minute: row.max_requests_per_minute,
});

function against(breach: Breach, { rules, place, at }: Policy & { readonly at: string }): Problem {
  const whose = place.id === siteId ? 'of this site' : `of the organization ${place.name}`;
  const said = `The token policy ${whose}`;
  switch (breach) {
    case 'life':
      return refusal(
        `${said} allows ${days(rules)} at most. Give an earlier end.`,
        `${at}expires_at`,
      );
    case 'never_ending': {
      const most = rules.max_life_days === null ? '' : `, after ${days(rules)} at most`;
      const message = `${said} wants every token to end${most}. Give expires_at or duration.`;
      return refusal(message, `${at}expires_at`);
    }
    case 'full_access':
      return refusal(`${said} allows scoped tokens only. Choose scopes.`, `${at}access`);
    default:
      throw breach satisfies never;
  }
}

const days = ({ max_life_days: count }: Rules) => (count === 1 ? 'a day' : `${count} days`);

const refusal = (message: string, field: string) =>
  new Problem('against_policy', { message, fields: [{ field, message }] });
