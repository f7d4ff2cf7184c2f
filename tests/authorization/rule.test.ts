import fc from 'fast-check';
import { expect, test } from 'vitest';
import { allowed } from '../../packages/server/src/plane/allowed.ts';
import type { ImaginedGrant, ImaginedScope, ImaginedSite, Question } from './imagined-site.ts';
import { oracleAllows } from './oracle.ts';
import { agreesWithOracle } from './rule-property.ts';

const cases = 100_000;

test('the rule of access says what a second, naive one says, in 100,000 cases', () => {
  const tally = newTally();
  const start = performance.now();
  // Twenty questions of a site on average.
  fc.assert(agreesWithOracle(allowed, tally.count), { numRuns: Math.ceil(cases / 19) });
  const seconds = (performance.now() - start) / 1000;
  console.info(`authorization: ${tally.text()} in ${seconds.toFixed(1)} s`);
  expect(tally.seen.cases).toBeGreaterThanOrEqual(cases);
  // No case is of use where all are alike: each part of the rule has decided often, by itself.
  for (const [what, often] of Object.entries(tally.seen)) {
    expect(often, what).toBeGreaterThan(cases / 500);
  }
}, 120_000);

/** How often each part of the rule was what decided: had it been otherwise, the answer would have been another. */
function newTally() {
  const seen = {
    ...{ cases: 0, allowed: 0, refused: 0, admin: 0, inactive: 0 },
    ...{ fromAbove: 0, elsewhere: 0, ended: 0, atTheVeryEnd: 0, otherKind: 0 },
    ...{ withScopes: 0, outOfScope: 0, scopeFromAbove: 0, scopeElsewhere: 0, scopeOfOther: 0 },
  };
  const count = (site: ImaginedSite, question: Question) => {
    const says = oracleAllows(site, question);
    const tell = (what: keyof typeof seen, otherwise: ImaginedSite) => {
      if (oracleAllows(otherwise, question) !== says) seen[what] += 1;
    };
    seen.cases += 1;
    seen[says ? 'allowed' : 'refused'] += 1;
    tell('admin', withPrincipals(site, { isAdmin: false }));
    tell('inactive', withPrincipals(site, { isActive: true, isEnabled: true, expiresAt: null }));
    tell('fromAbove', withGrants(site, { onlyOn: question.node }));
    if (!says) tell('elsewhere', withGrants(site, { node: question.node }));
    tell('ended', withGrants(site, { endsAt: null }));
    tell('atTheVeryEnd', withGrants(site, { longerBy: 1 }));
    tell('otherKind', withGrants(site, { kind: null }));
    if (question.token === null) return;
    tell(
      'withScopes',
      withScopes(site, () => []),
    );
    tell('outOfScope', { ...site, tokens: site.tokens.map((one) => ({ ...one, scopes: null })) });
    tell(
      'scopeFromAbove',
      withScopes(site, (scopes) => scopes.filter(({ node }) => node === question.node)),
    );
    tell('scopeElsewhere', changeScopes(site, { node: question.node }));
    tell('scopeOfOther', changeScopes(site, { permission: question.permission }));
  };
  const text = () =>
    Object.entries(seen)
      .map(([what, often]) => `${often.toLocaleString('en')} ${what}`)
      .join(', ');
  return { seen, count, text };
}

function withPrincipals(site: ImaginedSite, change: object): ImaginedSite {
  return { ...site, principals: site.principals.map((one) => ({ ...one, ...change })) };
}

function withGrants(
  site: ImaginedSite,
  change: Partial<ImaginedGrant> & { onlyOn?: string; longerBy?: number },
): ImaginedSite {
  const { onlyOn, longerBy = 0, ...rest } = change;
  const grants = site.grants
    .filter(({ node }) => onlyOn === undefined || node === onlyOn)
    .map((grant) => ({
      ...grant,
      endsAt: grant.endsAt === null ? null : grant.endsAt + longerBy,
      ...rest,
    }));
  return { ...site, grants };
}

function withScopes(
  site: ImaginedSite,
  change: (scopes: readonly ImaginedScope[]) => readonly ImaginedScope[],
): ImaginedSite {
  const tokens = site.tokens.map((one) => ({ ...one, scopes: one.scopes && change(one.scopes) }));
  return { ...site, tokens };
}

const changeScopes = (site: ImaginedSite, to: Partial<ImaginedScope>) =>
  withScopes(site, (scopes) => scopes.map((scope) => ({ ...scope, ...to })));
