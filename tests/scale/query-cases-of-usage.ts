import { siteId } from '@keywright/contract';
import type * as usage from '../../packages/server/src/features/usage/queries.ts';
import type * as limits from '../../packages/server/src/plane/limits/queries.ts';
import type * as uses from '../../packages/server/src/plane/usage/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, found, ordered } from './query-case.ts';

export function casesOfUses({ token, session, accountToken, at }: KnownIds): CasesOf<typeof uses> {
  const count = { hour: at, outcome: 'accepted', permission: '', count: 1 } as const;
  const origins = { addresses: [], userAgents: [] };
  return {
    recordUses: {
      'of two': {
        given: [[token, session].map((id) => ({ id, at, address: null, userAgent: null }))],
      },
    },
    dropUses: { 'of two': { given: [[token, session]] } },
    addUseCounts: { 'of two': { given: [[token, siteId].map((ofId) => ({ ofId, ...count }))] } },
    recordPermissionUses: {
      'of one': { given: [[{ tokenId: token, permission: 'env.list', at }]] },
    },
    homesOfTokens: { 'of two': { given: [[token, accountToken]] } },
    lockOrigins: { 'of two': { given: [[token, accountToken]] } },
    writeOrigins: { 'of one': { given: [new Map([[token, origins]])] } },
    readOrigins: { 'of one': { given: [token] } },
    dropCountsBefore: { 'an hour': { given: [at] } },
  };
}

const everyToken = 'Of the whole site: each active token is looked at.';

export function casesOfUsage(known: KnownIds): CasesOf<typeof usage> {
  const { user, account, project, organization, token, at } = known;
  const period = { from: at, to: at + 1, bucket: 'day', sizeMs: 86_400_000 } as const;
  const question = (whose: usage.Whose): usage.UnusedQuestion => ({
    whose,
    before: at,
    now: at,
    besides: null,
  });
  const ofPerson = question({ kind: 'user', id: user });
  const ofAccount = question({ kind: 'service_account', id: account });
  const inProject = question({ kind: 'project', id: project });
  const inOrganization = question({ kind: 'organization', id: organization });
  const ofSite = question({ kind: 'site' });
  const all = { scans: everyToken, sorts: true, walks: true };
  const some = { limit: 10 };
  return {
    countsByBucket: { 'of a token': { given: [token, period], may: found } },
    deniedPermissions: { 'of a token': { given: [token, period], may: found } },
    permissionUses: { 'of a token': { given: [token], may: ordered } },
    notedSince: { 'the one row': { given: [], may: { scans: 'The table has one row.' } } },
    isPerson: { 'by id': { given: [user] } },
    listUnusedTokens: {
      'of a person': { given: [ofPerson, some], may: found },
      'of an account': { given: [ofAccount, some], may: found },
      'in a project': { given: [inProject, some], may: found },
      'in an organization': { given: [inOrganization, some], may: found },
      'of the site': { given: [ofSite, some], may: all },
      named: { given: [ofSite, { limit: 10, among: [token] }], may: found },
    },
    countUnusedTokens: {
      'of a person': { given: [ofPerson] },
      'in a project': { given: [inProject] },
      'of the site': { given: [ofSite], may: all },
    },
    listUnusedScopes: {
      'of a person': { given: [ofPerson, some], may: found },
      'in a project': { given: [inProject, some], may: all },
      'of the site': { given: [ofSite, some], may: all },
    },
    countUnusedScopes: {
      'of a person': { given: [ofPerson] },
      'of the site': { given: [ofSite], may: all },
    },
    holdTokens: { 'of one': { given: [[token]], may: found } },
  };
}

export function casesOfLimits({ account, deployment }: KnownIds): CasesOf<typeof limits> {
  return {
    placesWithLimits: {
      'of all policies': { given: [], may: { scans: 'There is a policy per organization.' } },
    },
    organizationOfAccount: { 'by id': { given: [account] } },
    organizationOfDeployment: { 'by id': { given: [deployment] } },
  };
}
