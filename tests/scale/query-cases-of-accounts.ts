import { type ServiceAccountId, type ServiceAccountTokenId, siteId } from '@keywright/contract';
import type * as accounts from '../../packages/server/src/features/service-accounts/queries.ts';
import type * as tokens from '../../packages/server/src/features/tokens/accounts/queries.ts';
import { newestFirst } from '../../packages/server/src/features/tokens/token-order.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type Allowed,
  type CasesOf,
  childrenOfNew,
  found,
  fresh,
  ordered,
  slice,
} from './query-case.ts';

type Question = accounts.AccountQuestion;

/** Accounts are found by where they are at home; the homes that a grant opens are put in order. */
const underHomes: Allowed = { ...ordered, ...found };

export function casesOfAccounts(known: KnownIds): CasesOf<typeof accounts> {
  const { account, user, holder, organization, project, at } = known;
  const all = { reach: { kind: 'everything' }, now: at } as const;
  const mine = {
    ...all,
    reach: { kind: 'granted', principalId: holder, permission: 'service_account.list', now: at },
  } as const;
  const questions: Record<string, { question: Question; may: Allowed }> = {
    all: { question: all, may: underHomes },
    'of one home': { question: { ...all, home_id: organization }, may: found },
    'by name': { question: { ...all, search: 'quartz' }, may: found },
    'by id': { question: { ...all, search: account }, may: found },
    disabled: { question: { ...all, state: 'disabled' }, may: underHomes },
    expired: { question: { ...all, state: 'expired' }, may: underHomes },
    bots: { question: { ...all, home_id: siteId, name: 'bot' }, may: found },
    'in reach': { question: mine, may: underHomes },
    'in reach, of one home': { question: { ...mine, home_id: organization }, may: found },
    'in reach, by name': { question: { ...mine, search: 'quartz' }, may: found },
  };
  const settings = { name: 'b', description: '', is_enabled: 1, expires_at: null } as const;
  const inTree = { organization: { id: organization, type: 'organization' } } as const;
  const roots = { ...inTree, project: { id: project, type: 'project' } } as const;
  const ofRoots = <Given>(given: (root: accounts.Root) => Given, may: Allowed = {}) => ({
    // One may be most of a site: PostgreSQL then goes along all accounts, and puts them in order to join their tokens.
    'of an organization': {
      given: given(roots.organization),
      may: { ...may, ...ordered, ...found },
    },
    'of a project': { given: given(roots.project), may },
  });
  return {
    readAccount: { 'by id': { given: [account] } },
    lockAccount: { 'by id': { given: [account] } },
    listAccounts: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question, slice, 10], may },
      ]),
    ),
    countAccounts: Object.fromEntries(
      Object.entries(questions).map(([says, { question, may }]) => [
        says,
        { given: [question], may },
      ]),
    ),
    activeTokensOf: { 'of two': { given: [[account, fresh as ServiceAccountId], at], may: found } },
    grantCountsOf: { 'of two': { given: [[account, fresh as ServiceAccountId]], may: found } },
    lastUsesOf: {
      'of two': {
        given: [[account, fresh as ServiceAccountId]],
        may: {
          ...found,
          scans: 'The uses that the index found, to keep the last of each account.',
        },
      },
    },
    insertAccount: {
      new: {
        given: [
          {
            id: fresh as ServiceAccountId,
            name: 'new',
            description: '',
            homeId: organization,
            expiresAt: null,
            createdAt: at,
            createdBy: { kind: 'user', id: user, name: 'a' },
          },
        ],
        may: childrenOfNew,
      },
    },
    accountNamed: { 'at one home': { given: [organization, 'deployer'] } },
    setAccount: { 'by id': { given: [account, settings] } },
    retireAccounts: { 'of two': { given: [[account, fresh as ServiceAccountId], at] } },
    lockSomeWithin: ofRoots((root) => [root, 200] as [accounts.Root, number], found),
    countWithin: ofRoots((root) => [root] as [accounts.Root]),
    countTokensWithin: ofRoots((root) => [root, at] as [accounts.Root, number]),
    lastUsedWithin: ofRoots((root) => [root] as [accounts.Root], found),
  };
}

export function casesOfAccountTokens(known: KnownIds): CasesOf<typeof tokens> {
  const { account, accountToken, user, at } = known;
  const other = fresh as ServiceAccountTokenId;
  const asked = { service_account_id: account, now: at } as const;
  const byLastUse = { by: 'last_used', isDescending: true } as const;
  const questions: Record<string, tokens.AccountTokenQuestion> = {
    all: asked,
    active: { ...asked, state: 'active' },
    expired: { ...asked, state: 'expired' },
    revoked: { ...asked, state: 'revoked' },
    'by name': { ...asked, search: 'deploy' },
    scoped: { ...asked, access: 'scoped' },
    'by id': { ...asked, search: accountToken },
  };
  const ofBots: Record<string, tokens.BotTokenQuestion> = {
    all: {},
    'of one bot': { bot_id: account },
    'of a maker': { created_by_user_id: user },
  };
  return {
    readAccount: { 'by id': { given: [account] } },
    holdAccount: { 'by id': { given: [account] } },
    lockAccount: { 'by id': { given: [account] } },
    readAccountToken: { 'by id': { given: [accountToken] } },
    lockAccountToken: { 'by id': { given: [accountToken] } },
    listAccountTokens: Object.fromEntries(
      Object.entries(questions).flatMap(([says, one]) => [
        [says, { given: [one, slice, newestFirst], may: found }],
        [`${says}, by last use`, { given: [one, slice, byLastUse], may: found }],
      ]),
    ),
    countAccountTokens: Object.fromEntries(
      Object.entries(questions).map(([says, one]) => [says, { given: [one] }]),
    ),
    listBotTokens: Object.fromEntries(
      Object.entries(ofBots).map(([says, one]) => [
        says,
        { given: [one, slice], may: { ...ordered, ...found } },
      ]),
    ),
    countBotTokens: Object.fromEntries(
      Object.entries(ofBots).map(([says, one]) => [
        says,
        { given: [one], may: { ...ordered, ...found } },
      ]),
    ),
    newestProof: { 'of one account': { given: [account] } },
    revokeOthers: { 'but one': { given: [account, other, at] } },
    deleteTokensOf: { 'of one account': { given: [[account], at] } },
    countActiveOf: { 'of one account': { given: [[account], at] } },
  };
}
