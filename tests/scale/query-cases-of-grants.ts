import { builtInRoles, siteId } from '@keywright/contract';
import type * as atOnce from '../../packages/server/src/features/access/grants/at-once/queries.ts';
import type * as lists from '../../packages/server/src/features/access/grants/lists/queries.ts';
import type { GrantQuestion } from '../../packages/server/src/features/access/grants/lists/question.ts';
import type * as principals from '../../packages/server/src/features/access/grants/principals/queries.ts';
import type * as grants from '../../packages/server/src/features/access/grants/queries.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type Allowed,
  type CasesOf,
  childrenOfNew,
  found,
  fresh,
  ordered,
  slice,
  twoLetters,
} from './query-case.ts';

const envUser = builtInRoles.envUser.id;
/** PostgreSQL reads all roles for their names where they are as few as here. */
const fewRoles = { ...ordered, ...found };

export function casesOfGrants(known: KnownIds): CasesOf<typeof grants> {
  const { grant, user, account, role, env, holder, kind, organization, project, at } = known;
  const { deployment } = known;
  const spot = { principalId: holder, resourceId: env, kindId: null };
  const ofKind = { ...spot, kindId: kind };
  return {
    readGrants: {
      'of two': { given: [[grant, fresh as typeof grant]], may: fewRoles },
    },
    readGrant: { 'by id': { given: [grant], may: fewRoles } },
    lockGrant: { 'by id': { given: [grant], may: fewRoles } },
    holdPerson: { shared: { given: [user, 'shared'] }, alone: { given: [user, 'alone'] } },
    holdAccount: { shared: { given: [account, 'shared'] }, alone: { given: [account, 'alone'] } },
    holdDeployment: {
      shared: { given: [deployment, 'shared'] },
      alone: { given: [deployment, 'alone'] },
    },
    holdRole: { 'by id': { given: [role] } },
    insertGrants: {
      new: {
        given: [
          [
            {
              id: fresh as typeof grant,
              principal: { kind: 'user', id: user },
              roleId: null,
              permissions: ['env.read'],
              node: {
                id: env,
                type: 'env',
                organization_id: organization,
                project_id: project,
              },
              kindId: null,
              endsAt: null,
              createdAt: at,
              createdBy: { kind: 'system', id: null, name: 'a' },
            },
          ],
        ],
        may: childrenOfNew,
      },
    },
    insertList: { new: { given: [fresh as typeof grant, ['env.read']] } },
    deleteEnded: {
      'of any kind': { given: [spot, envUser, at] },
      'of one kind': { given: [ofKind, envUser, at] },
    },
    barelyGranted: { 'of any kind': { given: [spot] }, 'of one kind': { given: [ofKind] } },
    deleteGrant: { 'by id': { given: [grant] } },
    otherLastingHolder: {
      'on one': { given: [{ id: grant, role_id: envUser, resource_id: organization }] },
    },
    isActivePerson: { 'by id': { given: [user] } },
  };
}

export function casesOfGrantsAtOnce(known: KnownIds): CasesOf<typeof atOnce> {
  const { holder, account, role, grant, project, organization, env, at } = known;
  const everyOf = { ...found, ...ordered };
  return {
    countOfRoles: { 'of two': { given: [[role, envUser]], may: everyOf } },
    deleteOfPrincipal: { 'of one': { given: [account] } },
    countAbout: { 'a deployment': { given: [known.deployment] } },
    lastingOfPrincipal: {
      first: { given: [{ principalId: holder, after: null, now: at }, 500], may: everyOf },
      next: { given: [{ principalId: holder, after: grant, now: at }, 500], may: everyOf },
    },
    holdWelcomingEnvs: { all: { given: [], may: everyOf } },
    envsWithNames: { some: { given: [[env]] } },
    setLists: { 'of one role': { given: [role, 4] } },
    lengthenTwins: { 'of two roles': { given: [role, envUser] } },
    deleteTwins: { 'of two roles': { given: [role, envUser] } },
    setRole: { 'of one role': { given: [role, { id: envUser, lists: 4 }], may: childrenOfNew } },
    countStaying: { 'in a project': { given: [project, organization], may: fewRoles } },
    listStaying: { 'in a project': { given: [project, organization, 50], may: everyOf } },
    deleteStaying: { 'in a project': { given: [project, organization], may: fewRoles } },
  };
}

interface ListCase extends Pick<GrantQuestion, 'filters'> {
  readonly reach?: GrantQuestion['reach'];
  readonly may?: Allowed;
}

export function casesOfGrantLists(known: KnownIds): CasesOf<typeof lists> {
  const { holder, user, account, organization, project, env, role, at } = known;
  const granted = {
    kind: 'granted',
    principalId: user,
    permission: 'grant.list',
    now: at,
  } as const;
  const along = { ...ordered, ...found };
  const gathered = { ...along, scans: 'What each way to see a grant found is gathered first.' };
  const cases: Record<string, ListCase> = {
    all: { filters: {}, may: ordered },
    active: { filters: { state: 'active' }, may: ordered },
    'of one principal': { filters: { principalIds: [holder] }, may: found },
    'on one resource': { filters: { resourceIds: [env] }, may: found },
    'on a path': { filters: { resourceIds: [siteId, organization, project, env] }, may: found },
    'in an organization': {
      filters: { within: { by: 'organization', id: organization } },
      may: found,
    },
    'in a project': { filters: { within: { by: 'project', id: project } }, may: found },
    'in an env': { filters: { within: { by: 'env', id: env } }, may: found },
    'of a role': { filters: { roleIds: [role] } },
    'of Platz’s roles': {
      filters: { roleIds: [envUser, builtInRoles.envAdmin.id], ofKind: false },
      may: along,
    },
    'seen by somebody': { filters: {}, reach: granted, may: gathered },
    'of service accounts, seen by somebody': {
      filters: { principalKinds: ['service_account'] },
      reach: granted,
      may: gathered,
    },
    'of another, seen by somebody': {
      filters: { principalIds: [account] },
      reach: granted,
      may: gathered,
    },
    'of themselves': { filters: { principalIds: [user] }, reach: granted, may: found },
    'for who sees their own alone': { filters: {}, reach: { kind: 'nothing' }, may: found },
  };
  const question = ({ filters, reach = { kind: 'everything' } }: ListCase): GrantQuestion => ({
    filters,
    reach,
    openings: ['organization', 'project', 'env', 'self', 'kind'],
    callerId: user,
    now: at,
  });
  return {
    openingsOf: { 'of somebody': { given: [granted] } },
    listGrantIds: Object.fromEntries(
      Object.entries(cases).map(([says, one]) => [
        says,
        { given: [question(one), slice], ...(one.may && { may: one.may }) },
      ]),
    ),
    countGrants: Object.fromEntries(
      Object.entries(cases).map(([says, one]) => [
        says,
        { given: [question(one)], may: one.may ?? {} },
      ]),
    ),
  };
}

export function casesOfPrincipals(known: KnownIds): CasesOf<typeof principals> {
  const { user, holder, organization, project, at } = known;
  const homeIds = [siteId, organization, project];
  const along = { ...ordered, ...found };
  const few = { ...along, scans: twoLetters };
  const deployments = { kind: 'everything' } as const;
  const reach = {
    kind: 'granted',
    principalId: holder,
    permission: 'deployment.list',
    now: at,
  } as const;
  return {
    listPrincipals: {
      all: { given: [{ deployments }, slice, 50_000], may: along },
      'by name': { given: [{ search: 'quixley', deployments }, slice, 10], may: found },
      'by two letters': { given: [{ search: 'ma', deployments }, slice, 10], may: few },
      'by id': { given: [{ search: user, deployments }, slice, 1], may: found },
      'of one kind': { given: [{ kind: 'service_account', deployments }, slice, 10], may: along },
      'for a resource': {
        given: [{ search: 'quixley', homeIds, deployments }, slice, 10],
        may: found,
      },
      deployments: { given: [{ kind: 'deployment', deployments }, slice, 10_000], may: along },
      'deployments in reach': {
        given: [{ kind: 'deployment', deployments: reach }, slice, 10],
        may: along,
      },
    },
    countPrincipals: {
      all: { given: [{ deployments }], may: ordered },
      'by name': { given: [{ search: 'quixley', deployments }] },
      'by two letters': { given: [{ search: 'ma', deployments }], may: few },
      'for a resource': { given: [{ search: 'quixley', homeIds, deployments }] },
      'deployments in reach': {
        given: [{ kind: 'deployment', deployments: reach }],
        may: along,
      },
    },
    // PostgreSQL goes through all ids of the tree for the names of deployments where they are as few as here.
    listMembers: { 'of one': { given: [organization, at, slice], may: along } },
    countMembers: { 'of one': { given: [organization, at], may: found } },
    rolesOfMembers: {
      'of two': { given: [organization, [user, holder], at], may: fewRoles },
    },
  };
}
