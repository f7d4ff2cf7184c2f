import type { DeploymentKindId } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  allowed,
  type HeldGrant,
  type Place,
  type Scopes,
} from '../../packages/server/src/plane/allowed.ts';
import { agreesWithOracle } from './rule-property.ts';
import type { Rule } from './server-rule.ts';

/** The rule as it is, but for one fault: it looks at grants, places or holders that were changed. */
const onGrants =
  (change: (grant: HeldGrant, place: Place) => Partial<HeldGrant>): Rule =>
  (holder, grants, permission, place, now) => {
    const changed = grants.map((grant) => ({ ...grant, ...change(grant, place) }));
    return allowed(holder, changed, permission, place, now);
  };
const onPlaces =
  (change: (place: Place) => Partial<Place>): Rule =>
  (holder, grants, permission, place, now) =>
    allowed(holder, grants, permission, { ...place, ...change(place) }, now);

/** The rule with another way of looking at scopes. */
type Held = Exclude<Scopes, 'full'>;
const onScopes =
  (inScope: (scopes: Held, permission: string, place: Place) => boolean): Rule =>
  (holder, grants, permission, place, now) => {
    const { scopes } = holder;
    if (scopes !== 'full' && !inScope(scopes, permission, place)) return false;
    return allowed({ ...holder, scopes: 'full' }, grants, permission, place, now);
  };
const reaches = (targets: ReadonlySet<string> | undefined, ids: readonly string[]) =>
  ids.some((id) => targets?.has(id));
const typeOf = (permission: string) => permission.split('.')[0];
const operationOf = (permission: string) => permission.split('.')[1];

const faults: Readonly<Record<string, Rule>> = {
  'the kind condition dropped': onGrants(() => ({ kindId: null })),
  'a grant for one kind taken to reach what has none': onGrants(({ kindId }, place) => ({
    kindId: place.kindId === null ? null : kindId,
  })),
  'only grants for the very kind counted where there is one': onGrants(({ kindId }, place) => ({
    kindId: kindId ?? (place.kindId === null ? null : ('none' as DeploymentKindId)),
  })),
  'the end of a grant ignored': onGrants(() => ({ endsAt: null })),
  'a grant that still holds at its end': onGrants(({ endsAt }) => ({
    endsAt: endsAt === null ? null : endsAt + 1,
  })),
  'a grant that ends too early': onGrants(({ endsAt }) => ({
    endsAt: endsAt === null ? null : endsAt - 1,
  })),
  'the path not walked to the top': onPlaces(({ path }) => ({ path: path.slice(1) })),
  'the path walked two steps only': onPlaces(({ path }) => ({ path: path.slice(-2) })),
  'the node itself forgotten': onPlaces(({ path }) => ({ path: path.slice(0, -1) })),
  'where it was granted not looked at': onGrants(({ resourceId }, { path }) => ({
    resourceId: path[0] ?? resourceId,
  })),
  'which permission was granted not looked at': (holder, grants, permission, place, now) => {
    const all = { has: () => true } as unknown as ReadonlySet<string>;
    const changed = grants.map((grant) => ({ ...grant, permissions: all }));
    return allowed(holder, changed, permission, place, now);
  },
  'only the first grant looked at': (holder, grants, ...rest) =>
    allowed(holder, grants.slice(0, 1), ...rest),
  'an inactive principal let in': (holder, ...rest) =>
    allowed({ ...holder, isActive: true }, ...rest),
  'an inactive administrator let in': (holder, ...rest) =>
    allowed({ ...holder, isActive: holder.isActive || holder.isAdmin }, ...rest),
  'a site administrator held to grants': (holder, ...rest) =>
    allowed({ ...holder, isAdmin: false }, ...rest),
  'scopes not looked at': onScopes(() => true),
  'a site administrator’s token not held to its scopes': (holder, ...rest) =>
    allowed({ ...holder, scopes: holder.isAdmin ? 'full' : holder.scopes }, ...rest),
  'a token without scopes taken for one with full access': onScopes(
    (scopes, permission, { path }) => scopes.size === 0 || reaches(scopes.get(permission), path),
  ),
  'what a scope is on not looked at': onScopes((scopes, permission) => scopes.has(permission)),
  'which permission a scope is of not looked at': onScopes((scopes, _, { path }) =>
    [...scopes.values()].some((targets) => reaches(targets, path)),
  ),
  'the type of a scope taken for all its operations': onScopes((scopes, permission, { path }) =>
    [...scopes].some(([of, on]) => typeOf(of) === typeOf(permission) && reaches(on, path)),
  ),
  'the operation of a scope taken on any type': onScopes((scopes, permission, { path }) =>
    [...scopes].some(
      ([of, on]) => operationOf(of) === operationOf(permission) && reaches(on, path),
    ),
  ),
  'scopes on everything not looked at': onScopes((scopes, permission, { path }) =>
    reaches(scopes.get(permission), path.slice(1)),
  ),
  'scopes on one entity not looked at': onScopes((scopes, permission, { path }) =>
    reaches(scopes.get(permission), path.slice(0, -1)),
  ),
  'scopes on what stands above not looked at': onScopes((scopes, permission, { path }) =>
    reaches(scopes.get(permission), path.slice(-1)),
  ),
  'only the first scope of a permission looked at': onScopes((scopes, permission, { path }) => {
    const [first] = scopes.get(permission) ?? [];
    return first !== undefined && path.includes(first);
  }),
  'a scope taken for a grant': (holder, grants, permission, place, now) =>
    allowed(holder, grants, permission, place, now) ||
    (holder.isActive &&
      holder.scopes !== 'full' &&
      reaches(holder.scopes.get(permission), place.path)),
};

test.each(Object.entries(faults))('found, and made small: %s', (_, faulty) => {
  const found = fc.check(agreesWithOracle(faulty), { numRuns: 10_000 });
  if (found.counterexample === null) throw new Error('Nothing was found.');
  const [{ site, questions }] = found.counterexample;
  // Of sites of up to 25 nodes and 9 grants, and up to 40 questions, what is left is hardly more than shows the fault.
  expect(questions.length).toBeLessThanOrEqual(4);
  expect(site.grants.length).toBeLessThanOrEqual(3);
  expect(site.nodes.length).toBeLessThanOrEqual(10);
  expect(site.tokens.length).toBeLessThanOrEqual(3);
});

test('the rule as it is passes where these fail', () => {
  expect(fc.check(agreesWithOracle(allowed), { numRuns: 500 }).failed).toBe(false);
});
