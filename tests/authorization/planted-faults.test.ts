import type { DeploymentKindId } from '@keywright/contract';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowed, type HeldGrant, type Place } from '../../packages/server/src/plane/allowed.ts';
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
};

test.each(Object.entries(faults))('found, and made small: %s', (_, faulty) => {
  const found = fc.check(agreesWithOracle(faulty), { numRuns: 10_000 });
  if (found.counterexample === null) throw new Error('Nothing was found.');
  const [{ site, questions }] = found.counterexample;
  // Of sites of up to 25 nodes and 9 grants, and up to 40 questions, what is left is hardly more than shows the fault.
  expect(questions.length).toBeLessThanOrEqual(4);
  expect(site.grants.length).toBeLessThanOrEqual(3);
  expect(site.nodes.length).toBeLessThanOrEqual(10);
});

test('the rule as it is passes where these fail', () => {
  expect(fc.check(agreesWithOracle(allowed), { numRuns: 500 }).failed).toBe(false);
});
