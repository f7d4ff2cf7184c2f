import type * as audit from '../../packages/server/src/audit/queries.ts';
import type * as auditEvents from '../../packages/server/src/features/audit-events/queries.ts';
import type * as tokens from '../../packages/server/src/features/tokens/queries.ts';
import { newestFirst } from '../../packages/server/src/features/tokens/token-order.ts';
import type * as avatar from '../../packages/server/src/features/users/avatar/queries.ts';
import type * as users from '../../packages/server/src/features/users/queries.ts';
import type * as signIn from '../../packages/server/src/features/users/sign-in/queries.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type Allowed,
  type CasesOf,
  childrenOfNew,
  counts,
  found,
  fresh,
  ordered,
  slice,
  twoLetters,
} from './query-case.ts';
import { casesOfAccounts, casesOfAccountTokens } from './query-cases-of-accounts.ts';
import {
  casesOfCharts,
  casesOfClusters,
  casesOfParts,
} from './query-cases-of-deployments-clusters.ts';
import {
  casesOfDeploymentLists,
  casesOfDeployments,
  casesOfLifecycle,
} from './query-cases-of-deployments-lifecycle.ts';
import { casesOfDeploymentTokens, casesOfRunner } from './query-cases-of-deployments-runner.ts';
import {
  casesOfTaskLists,
  casesOfTasks,
  casesOfWebhooks,
} from './query-cases-of-deployments-tasks.ts';
import {
  casesOfEntities,
  casesOfEntityLists,
  casesOfEntityTypes,
  casesOfKnownTypes,
} from './query-cases-of-entities.ts';
import {
  casesOfGrantLists,
  casesOfGrants,
  casesOfGrantsAtOnce,
  casesOfPrincipals,
} from './query-cases-of-grants.ts';
import { casesOfPlane, casesOfTree } from './query-cases-of-plane.ts';
import { casesOfProgramSignIns } from './query-cases-of-program-sign-ins.ts';
import {
  casesOfDeletion,
  casesOfKinds,
  casesOfMove,
  casesOfResourceLists,
  casesOfResources,
} from './query-cases-of-resources.ts';
import { casesOfExplain, casesOfHolders, casesOfRoles } from './query-cases-of-roles.ts';
import {
  casesOfBrokenTokens,
  casesOfRepeated,
  casesOfTokenLife,
  casesOfTokenPolicies,
} from './query-cases-of-token-life.ts';
import { casesOfTokenScopes } from './query-cases-of-token-scopes.ts';
import { casesOfLimits, casesOfUsage, casesOfUses } from './query-cases-of-usage.ts';
import { casesOfVerification } from './query-cases-of-verification.ts';

interface AuditCase {
  readonly filters: auditEvents.AuditFilters;
  /** For the list. */
  readonly may?: Allowed;
  /** Whether there are counts that tell how many. */
  readonly counted?: boolean;
}

/** Every query of the server. What is exported and not here, or here and not exported, is a type error. */
export function queryCases(known: KnownIds) {
  const { user, email, token, session, at } = known;
  const digest = new Uint8Array(32) as never;
  const origin = { requestId: 'r', address: null, userAgent: null };
  const target = { kind: 'user_token', id: token, name: 'a' } as const;

  const ofUsers: CasesOf<typeof users> = {
    readUser: { 'by id': { given: [user] } },
    lockUser: { 'by id': { given: [user] } },
    readBot: { 'by id': { given: [known.account] } },
    userByEmail: { 'by address': { given: [email] } },
    listUsers: {
      all: { given: [{}, slice, 10], may: { ...ordered, ...found } },
      'by name': { given: [{ display_name: 'quixley' }, slice, 10], may: found },
      'by e-mail': { given: [{ email: '.77@' }, slice, 10], may: found },
      'by either': { given: [{ search: 'quixley' }, slice, 10], may: found },
      'by two letters': {
        given: [{ search: 'ma' }, slice, 10],
        may: { ...ordered, sorts: true, scans: twoLetters },
      },
      'by a common name': {
        given: [{ display_name: 'mar' }, slice, 50_000],
        may: { ...ordered, ...found },
      },
      active: { given: [{ is_active: true }, slice, 10], may: found },
      admins: { given: [{ is_admin: true }, slice, 10], may: found },
      'active admins': { given: [{ is_admin: true, is_active: true }, slice, 10], may: found },
      'active, by name': { given: [{ is_active: true, search: 'quixley' }, slice, 10], may: found },
    },
    countUsers: {
      all: { given: [{}], may: ordered },
      'by name': { given: [{ display_name: 'quixley' }] },
      'by two letters': { given: [{ search: 'ma' }], may: { ...ordered, scans: twoLetters } },
      active: { given: [{ is_active: true }] },
      admins: { given: [{ is_admin: true }] },
    },
    insertUser: {
      new: {
        given: [
          {
            id: fresh as typeof user,
            email: 'new@example.com',
            displayName: 'New',
            isAdmin: false,
            isActive: true,
            createdAt: at,
          },
        ],
        may: childrenOfNew,
      },
    },
    setStanding: { 'by id': { given: [user, { isAdmin: true, isActive: true }, at] } },
    listSessions: { 'of one person': { given: [user, at - 1, slice] } },
    countSessions: { 'of one person': { given: [user, at - 1] } },
    lockSession: { 'by id': { given: [session] } },
    endSession: { 'by id': { given: [session, at] } },
    endSessionsOf: {
      'but one': { given: [user, at, session] },
      all: { given: [user, at, undefined] },
    },
  };

  const question = (filters: Parameters<typeof tokens.listTokens>[1]['filters']) => ({
    filters,
    visibleTo: undefined,
    now: at,
  });
  const own = (filters: Parameters<typeof tokens.listTokens>[1]['filters']) => ({
    ...question(filters),
    visibleTo: user,
  });
  const byTime = { total: 10, order: newestFirst };
  const byName = { total: 10, order: { by: 'name', isDescending: false } } as const;
  const byLastUse = { total: 10, order: { by: 'last_used', isDescending: true } } as const;
  const walked = { ...ordered, ...found };
  const ofTokens: CasesOf<typeof tokens> = {
    readToken: { 'by id': { given: [token] } },
    lockToken: { 'by id': { given: [token] } },
    readOwner: { 'by id': { given: [user] } },
    listTokens: {
      'own ': { given: [own({}), slice, byTime], may: found },
      'own, active': { given: [own({ state: 'active' }), slice, byTime], may: found },
      'own, by name': { given: [own({ search: 'deploy' }), slice, byTime], may: found },
      'of one person': { given: [question({ user_id: user }), slice, byTime], may: found },
      all: { given: [question({}), slice, byTime], may: { ...ordered, ...found } },
      active: {
        given: [question({ state: 'active' }), slice, byTime],
        may: { ...ordered, ...found },
      },
      expired: {
        given: [question({ state: 'expired' }), slice, byTime],
        may: { ...ordered, ...found },
      },
      revoked: {
        given: [question({ state: 'revoked' }), slice, byTime],
        may: { ...ordered, ...found },
      },
      'by name': { given: [question({ search: 'quartz' }), slice, byTime], may: found },
      'by a common name': {
        given: [question({ search: 'deploy' }), slice, { ...byTime, total: 50_000 }],
        may: { ...ordered, ...found },
      },
      'by id': { given: [question({ search: token }), slice, byTime], may: found },
      scoped: { given: [question({ access: 'scoped' }), slice, byTime], may: walked },
      'own, by name, in order': { given: [own({}), slice, byName], may: found },
      'of one person, by last use': {
        given: [question({ user_id: user }), slice, byLastUse],
        may: found,
      },
    },
    countTokens: {
      scoped: { given: [question({ access: 'scoped' })], may: ordered },
      own: { given: [own({})] },
      'own, active': { given: [own({ state: 'active' })] },
      all: { given: [question({})], may: counts },
      active: { given: [question({ state: 'active' })], may: counts },
      expired: { given: [question({ state: 'expired' })] },
      revoked: { given: [question({ state: 'revoked' })], may: counts },
      'by name': { given: [question({ search: 'quartz' })] },
      'by id': { given: [question({ search: token })] },
    },
    insertToken: {
      new: {
        given: [
          {
            id: fresh as typeof token,
            owner: { kind: 'user', id: user },
            name: 'new',
            description: '',
            digest,
            access: 'full',
            createdAt: at,
            expiresAt: null,
            createdBy: { kind: 'user', id: user, name: 'a' },
          },
        ],
      },
    },
    setTokenText: { 'by id': { given: [token, { name: 'b', description: '', now: at }] } },
    revokeToken: { 'by id': { given: [token, at] } },
    revokeTokens: { 'of two': { given: [[token, fresh as typeof token], at] } },
    deleteToken: { 'by id': { given: [token, { revokedAt: at, deletedAt: at }] } },
  };

  const ofAvatar: CasesOf<typeof avatar> = {
    avatarOf: { 'by person': { given: [user] } },
    putAvatar: {
      new: {
        given: [{ userId: user, mediaType: 'image/png', bytes: digest, version: 'v2' }, at],
      },
    },
    removeAvatar: { 'by person': { given: [user] } },
  };

  const person = { email: 'new@example.com', emailKey: 'new@example.com', displayName: 'New' };
  const signedIn = {
    id: user,
    person: person as unknown as Parameters<typeof signIn.refreshUser>[1]['person'],
    standing: { isAdmin: false, isActive: true },
    now: at,
  };
  const ofSignIn: CasesOf<typeof signIn> = {
    useNonce: { new: { given: [{ digest, expiresAt: at } as never] } },
    pruneUsedNonces: { old: { given: [at] } },
    lockUserByEmail: { 'by address': { given: [email] } },
    addUser: {
      new: { given: [{ ...signedIn, id: fresh as typeof user }], may: childrenOfNew },
    },
    refreshUser: { 'by id': { given: [signedIn] } },
    addSession: {
      new: {
        given: [
          {
            id: fresh as typeof session,
            userId: user,
            via: 'browser',
            createdAt: at,
            expiresAt: at,
            address: null,
            userAgent: null,
            deviceName: null,
          },
        ],
      },
    },
  };

  const ofAudit: CasesOf<typeof audit> = {
    insertAuditEvent: {
      new: {
        given: [
          {
            id: fresh,
            at,
            change: { action: 'user_token.revoke', target, details: {} } as never,
            actor: { kind: 'system', id: null, name: 'a', credential: null },
            origin,
          },
        ],
      },
    },
  };

  const anyPage = { ...ordered };
  const filters: Record<string, AuditCase> = {
    all: { filters: {}, may: anyPage, counted: true },
    'by action': { filters: { action: 'user_token.revoke' }, counted: true },
    'by kind of actor': { filters: { actor_kind: 'operator' }, counted: true },
    'by action and kind of actor': {
      filters: { actor_kind: 'operator', action: 'user_token.revoke' },
      may: found,
      counted: true,
    },
    'by actor': { filters: { actor_id: user }, may: found },
    'by actor and action': { filters: { actor_id: user, action: 'user_token.revoke' }, may: found },
    'by credential': { filters: { credential_id: session }, may: found },
    'by target': { filters: { target_id: token }, may: found },
    'by time': { filters: { since: at, until: at + 86_400_000 } },
    'by actor and time': { filters: { actor_id: user, since: at }, may: found },
  };
  const ofAuditEvents: CasesOf<typeof auditEvents> = {
    listAuditEvents: Object.fromEntries(
      Object.entries(filters).map(([says, one]) => [
        says,
        { given: [one.filters, slice], ...(one.may && { may: one.may }) },
      ]),
    ),
    countAuditEvents: Object.fromEntries(
      Object.entries(filters).map(([says, one]) => [
        says,
        { given: [one.filters], may: one.counted ? counts : {} },
      ]),
    ),
  };

  return {
    'audit/queries.ts': ofAudit,
    'features/access/explain/queries.ts': casesOfExplain(known),
    'features/access/grants/at-once/queries.ts': casesOfGrantsAtOnce(known),
    'features/access/grants/lists/queries.ts': casesOfGrantLists(known),
    'features/access/grants/principals/queries.ts': casesOfPrincipals(known),
    'features/access/grants/queries.ts': casesOfGrants(known),
    'features/access/holders/queries.ts': casesOfHolders(known),
    'features/access/roles/queries.ts': casesOfRoles(known),
    'features/audit-events/queries.ts': ofAuditEvents,
    'features/deployments/charts/queries.ts': casesOfCharts(known),
    'features/deployments/clusters/parts/queries.ts': casesOfParts(known),
    'features/deployments/clusters/queries.ts': casesOfClusters(known),
    'features/deployments/lifecycle/lists/queries.ts': casesOfDeploymentLists(known),
    'features/deployments/lifecycle/queries.ts': casesOfLifecycle(known),
    'features/deployments/queries.ts': casesOfDeployments(known),
    'features/deployments/runner/queries.ts': casesOfRunner(known),
    'features/deployments/runner/tokens/queries.ts': casesOfDeploymentTokens(known),
    'features/deployments/tasks/list/queries.ts': casesOfTaskLists(known),
    'features/deployments/tasks/queries.ts': casesOfTasks(known),
    'features/deployments/webhooks/queries.ts': casesOfWebhooks(known),
    'features/entities/lists/queries.ts': casesOfEntityLists(known),
    'features/entities/queries.ts': casesOfEntities(known),
    'features/entity-types/queries.ts': casesOfEntityTypes(known),
    'features/resources/deletion/queries.ts': casesOfDeletion(known),
    'features/resources/deployment-kinds/queries.ts': casesOfKinds(known),
    'features/resources/lists/queries.ts': casesOfResourceLists(known),
    'features/resources/move/queries.ts': casesOfMove(known),
    'features/resources/queries.ts': casesOfResources(known),
    'features/service-accounts/queries.ts': casesOfAccounts(known),
    'features/tokens/accounts/queries.ts': casesOfAccountTokens(known),
    'features/token-policies/broken/queries.ts': casesOfBrokenTokens(known),
    'features/token-policies/queries.ts': casesOfTokenPolicies(known),
    'features/tokens/life/queries.ts': casesOfTokenLife(known),
    'features/tokens/queries.ts': ofTokens,
    'features/tokens/scopes/queries.ts': casesOfTokenScopes(known),
    'features/usage/queries.ts': casesOfUsage(known),
    'features/users/avatar/queries.ts': ofAvatar,
    'features/users/cli-sign-in/queries.ts': casesOfProgramSignIns(known),
    'features/users/queries.ts': ofUsers,
    'features/users/sign-in/queries.ts': ofSignIn,
    'plane/entity-types/queries.ts': casesOfKnownTypes(),
    'plane/limits/queries.ts': casesOfLimits(known),
    'plane/queries.ts': casesOfPlane(known),
    'plane/tree/queries.ts': casesOfTree(known),
    'plane/usage/queries.ts': casesOfUses(known),
    'plane/verification/queries.ts': casesOfVerification(known),
    'request/repeated/queries.ts': casesOfRepeated(known),
  };
}
