import { type Permission, siteId } from '@keywright/contract';
import type * as deletion from '../../packages/server/src/features/resources/deletion/queries.ts';
import type * as kinds from '../../packages/server/src/features/resources/deployment-kinds/queries.ts';
import type * as lists from '../../packages/server/src/features/resources/lists/queries.ts';
import type * as move from '../../packages/server/src/features/resources/move/queries.ts';
import type * as resources from '../../packages/server/src/features/resources/queries.ts';
import type { KnownIds } from './known-ids.ts';
import {
  type CasesOf,
  childrenOfNew,
  counts,
  found,
  fresh,
  ordered,
  slice,
  twoLetters,
} from './query-case.ts';

const everything = { kind: 'everything' } as const;
const granted = ({ holder, at }: KnownIds, permission: Permission) =>
  ({ kind: 'granted', principalId: holder, permission, now: at }) as const;
/** Counts and pages are gathered in steps; what a step gave is read through by the next. */
const gathered = {
  ...ordered,
  ...found,
  scans: 'What was gathered from an index is read through.',
};

export function casesOfResources(known: KnownIds): CasesOf<typeof resources> {
  const { organization, project, env, kind, at } = known;
  const settings = { nodeSelector: 'null', tolerations: 'null', autoAddNewUsers: true };
  return {
    readPlain: {
      organization: { given: ['organization', [organization]], may: found },
      'deployment kind': { given: ['deployment_kind', [kind]], may: found },
    },
    readProjects: { 'by id': { given: [[project]], may: found } },
    readEnvs: { 'by id': { given: [[env]], may: found } },
    insertNode: {
      new: {
        given: [
          {
            id: fresh as typeof env,
            type: 'env',
            name: 'New',
            parentId: project,
            organizationId: organization,
            projectId: project,
            envId: fresh as typeof env,
            createdAt: at,
          },
        ],
        may: childrenOfNew,
      },
    },
    siblingNamed: { 'in a project': { given: [project, { type: 'env', name: 'production' }] } },
    setNodeName: { 'of one': { given: [{ id: env, kind_id: null }, 'Other'] } },
    // A project has none yet.
    insertEnvSettings: { new: { given: [project, settings] } },
    setEnvSettings: { 'of one': { given: [env, settings] } },
    setOrganization: { 'of a project': { given: [project, organization] } },
  };
}

export function casesOfResourceLists(known: KnownIds): CasesOf<typeof lists> {
  const { organization, project } = known;
  const all = { type: 'env', reach: everything } as const;
  const mine = { type: 'env', reach: granted(known, 'env.list') } as const;
  const levels = ['organization', 'project', 'env'] as const;
  const walk = { ...ordered, ...found };
  return {
    countAll: { envs: { given: ['env'], may: counts } },
    listMatching: {
      all: { given: [{ ...all, filters: {} }, slice, 10], may: walk },
      'by name': { given: [{ ...all, filters: { name: 'production' } }, slice, 10], may: walk },
      'by two letters': {
        given: [{ ...all, filters: { name: 'pr' } }, slice, 10],
        may: { ...walk, scans: twoLetters },
      },
      'of an organization': {
        given: [{ ...all, filters: { organization_id: organization } }, slice, 10],
        may: walk,
      },
      'seen by somebody, of a project': {
        given: [{ ...mine, filters: { project_id: project } }, slice, 10],
        may: walk,
      },
      'letting people in': {
        given: [{ ...all, filters: { auto_add_new_users: true } }, slice, 10],
        may: walk,
      },
    },
    countMatching: {
      'by name': { given: [{ ...all, filters: { name: 'production' } }], may: ordered },
      'of an organization': {
        given: [{ ...all, filters: { organization_id: organization } }],
        may: ordered,
      },
      'seen by somebody, by name': {
        given: [{ ...mine, filters: { name: 'production' } }],
        may: ordered,
      },
    },
    countGranted: {
      envs: { given: [mine], may: gathered },
      organizations: {
        given: [{ type: 'organization', reach: granted(known, 'organization.list') }],
        may: gathered,
      },
    },
    listCollected: { 'of all levels': { given: [mine, levels, slice], may: gathered } },
    listWalked: { 'of all levels': { given: [mine, levels, slice], may: gathered } },
  };
}

export function casesOfDeletion({
  organization,
  project,
  env,
}: KnownIds): CasesOf<typeof deletion> {
  const roots = {
    organization: { type: 'organization', id: organization },
    project: { type: 'project', id: project },
    env: { type: 'env', id: env },
  } as const;
  const { organization: root } = roots;
  const along = { ...ordered, ...found };
  return {
    countWithin: { 'an organization': { given: [root], may: along } },
    examplesWithin: { 'an organization': { given: [root, 20], may: along } },
    countRolesWithin: { 'an organization': { given: [root], may: along } },
    countGrantsWithin: {
      'an organization': { given: [root], may: along },
      'a project': { given: [roots.project], may: along },
      'an env': { given: [roots.env], may: along },
    },
    holdersWithin: { 'an organization': { given: [root, 1000], may: along } },
    lockWithin: { 'an organization': { given: [root], may: along } },
    deleteNode: { 'an env': { given: [fresh as typeof env], may: along } },
  };
}

export function casesOfKinds({ kind, holder, at }: KnownIds): CasesOf<typeof kinds> {
  return {
    holdsAnything: { somebody: { given: [holder, at], may: ordered } },
    countOfKind: { one: { given: [kind] } },
    countGrantsFor: { one: { given: [kind], may: ordered } },
    holdersFor: { one: { given: [kind, 1000], may: found } },
  };
}

export function casesOfMove({ organization, at }: KnownIds): CasesOf<typeof move> {
  const few = { now: at, limit: 50 };
  // PostgreSQL goes along all roles, of which there are few.
  const may = { ...ordered, ...found };
  return {
    grantsHeldOn: {
      'an organization': { given: [organization, few], may },
      'the site': { given: [siteId, few], may },
    },
    setsHeldOn: { 'an organization': { given: [organization, at], may } },
  };
}
