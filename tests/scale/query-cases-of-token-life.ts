import { siteId, type TokenId } from '@keywright/contract';
import type * as broken from '../../packages/server/src/features/token-policies/broken/queries.ts';
import type * as policies from '../../packages/server/src/features/token-policies/queries.ts';
import type * as life from '../../packages/server/src/features/tokens/life/queries.ts';
import type * as repeated from '../../packages/server/src/request/repeated/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, found, ordered } from './query-case.ts';

/** What a token gets a new secret by, and what all of a person's end by. */
export function casesOfTokenLife(known: KnownIds): CasesOf<typeof life> {
  const { token, user, at: now } = known;
  const id: TokenId = token;
  const digest = new Uint8Array(32) as never;
  const secret = { digest, expiresAt: null, now };
  const rotation = { ...secret, oldEndsAt: now };
  return {
    proofOf: { 'by id': { given: [id] } },
    replaceSecret: { 'by id': { given: [id, secret] } },
    startRotation: { 'by id': { given: [id, rotation] } },
    restartRotation: { 'by id': { given: [id, rotation] } },
    dropOldSecret: { 'by id': { given: [id, { digest, now }] } },
    deleteAllOf: {
      'of one person': { given: [user, { spared: null, now }] },
      'of one person but one': { given: [user, { spared: id, now }] },
    },
  };
}

export function casesOfTokenPolicies(known: KnownIds): CasesOf<typeof policies> {
  const { user, account, organization, at: now } = known;
  return {
    organizationsOfPerson: { 'of one': { given: [user, now], may: found } },
    organizationOfAccount: { 'of one': { given: [account] } },
    holdPlaces: { 'of two': { given: [[siteId, organization]], may: found } },
    readPolicies: { 'of two': { given: [[siteId, organization]] } },
    readPlace: { 'by id': { given: [organization] } },
    lockPlace: { 'by id': { given: [organization] } },
    putPolicy: { new: { given: [organization, strict, now] } },
  };
}

const strict = {
  ...{ max_life_days: 30, allows_never_ending: false, allows_full_access: false },
  max_requests_per_minute: null,
};

/** A policy of a site is about every token. */
const ofSite = { ...ordered, ...found, scans: 'A policy of the site is held against every token.' };

export function casesOfBrokenTokens(known: KnownIds): CasesOf<typeof broken> {
  const { organization, token, at: now } = known;
  const bySite = { placeId: siteId, rules: strict, now };
  const byOrganization = { placeId: organization, rules: strict, now };
  return {
    countBroken: {
      'of the site': { given: [bySite], may: ofSite },
      'of an organization': { given: [byOrganization], may: found },
    },
    lastUsedBroken: {
      'of the site': { given: [bySite, 100], may: ofSite },
      'of an organization': { given: [byOrganization, 100], may: found },
    },
    nextBroken: {
      'of the site': { given: [bySite, { after: token, limit: 500 }], may: ofSite },
      'of an organization': { given: [byOrganization, { after: token, limit: 500 }], may: found },
    },
  };
}

export function casesOfRepeated({ at }: KnownIds): CasesOf<typeof repeated> {
  const asked = new Uint8Array(32);
  return {
    readAnswer: { 'by digest': { given: [asked, at] } },
    keepAnswer: { new: { given: [{ asked, sealed: asked, endsAt: at }] } },
    deleteEnded: { old: { given: [at] } },
  };
}
