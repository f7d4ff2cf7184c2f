import { builtInRoles, type Permission, siteId } from '@keywright/contract';
import type * as explain from '../../packages/server/src/features/access/explain/queries.ts';
import type * as holders from '../../packages/server/src/features/access/holders/queries.ts';
import type * as roles from '../../packages/server/src/features/access/roles/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, childrenOfNew, found, fresh, ordered, slice } from './query-case.ts';

const pathOf = ({ organization, project, env }: KnownIds) => [siteId, organization, project, env];

/** Roles are looked through by name: there are few, and most pages hold all that one sees. */
const alongNames = { ...ordered, ...found };
const fewRoles = {
  ...alongNames,
  scans: 'Custom roles are few, and the grants that show them were found by an index.',
};
const gathered = {
  ...found,
  ...ordered,
  scans:
    'People, administrators and service accounts are found apart, and gathered before they are put in order.',
};

export function casesOfRoles(known: KnownIds): CasesOf<typeof roles> {
  const { role, organization, holder, at } = known;
  const envRead = ['env.read'] as Permission[];
  const everything = { kind: 'everything' } as const;
  const permission: Permission = 'role.read';
  const granted = {
    kind: 'granted',
    principalId: holder,
    permissions: [permission],
    now: at,
  } as const;
  const usableOn = { type: 'env', path: pathOf(known) } as const;
  return {
    readRoles: { 'of two': { given: [[role, builtInRoles.envUser.id]], may: found } },
    lockRoles: { 'of two': { given: [[role, builtInRoles.envUser.id]], may: found } },
    listRoles: {
      all: { given: [everything, {}, slice], may: alongNames },
      'by name': { given: [everything, { search: 'read' }, slice], may: alongNames },
      'of one home': { given: [everything, { home_id: organization }, slice], may: alongNames },
      'usable on an env': { given: [everything, { usableOn }, slice], may: alongNames },
      'seen by somebody': { given: [granted, {}, slice], may: fewRoles },
      'usable for somebody': { given: [granted, { usableOn }, slice], may: fewRoles },
    },
    countRoles: {
      all: { given: [everything, {}], may: fewRoles },
      'of one home': { given: [everything, { home_id: organization }], may: alongNames },
      'seen by somebody': { given: [granted, {}], may: fewRoles },
    },
    isRoleSeen: { 'by somebody': { given: [granted, role], may: fewRoles } },
    insertRole: {
      new: {
        given: [
          {
            id: fresh as typeof role,
            name: 'New',
            description: '',
            homeId: organization,
            createdAt: at,
          },
        ],
        may: childrenOfNew,
      },
    },
    roleNamed: { 'in a home': { given: [organization, 'Reader'] } },
    setRoleText: { 'by id': { given: [role, { name: 'B', description: '' }] } },
    addRolePermissions: { new: { given: [fresh as typeof role, envRead] } },
    removeRolePermissions: { 'of one': { given: [role, envRead] } },
    deleteRole: { 'by id': { given: [role] } },
    grantsOfRole: {
      first: { given: [builtInRoles.envUser.id, undefined, 500] },
      next: { given: [builtInRoles.envUser.id, { principalId: holder, id: fresh }, 500] },
    },
  };
}

export function casesOfHolders(known: KnownIds): CasesOf<typeof holders> {
  const principals = [known.user, known.account, known.holder];
  return {
    readPeople: { 'of three': { given: [principals] } },
    readAccounts: { 'of three': { given: [principals] } },
    readDeployments: { 'of two': { given: [[known.deployment, known.user]] } },
    grantsOfSeveral: { 'on a path': { given: [principals, pathOf(known)] } },
  };
}

export function casesOfExplain(known: KnownIds): CasesOf<typeof explain> {
  const { kind, grant, holder, at } = known;
  const question = { path: pathOf(known), kindId: null, now: at } as const;
  const read = { ...question, permissions: ['env.read'] } as const;
  const grantAndRead = { ...question, permissions: ['grant.create', 'env.read'] } as const;
  const restart = { ...question, kindId: kind, permissions: ['deployment.restart'] } as const;
  const everything = { kind: 'everything' } as const;
  const reached = { kind: 'granted', principalId: holder, now: at } as const;
  const anything = { ...reached, permission: null };
  const reading = { ...reached, permission: 'env.read' as Permission };
  const told = { ...reached, principalId: known.user, permission: 'grant.list' as Permission };
  const sought = { type: 'env', reached: anything, told: everything } as const;
  return {
    listHolders: {
      'of a list': { given: [read, slice], may: gathered },
      'for a kind': { given: [restart, slice], may: gathered },
    },
    countHolders: { 'of a list': { given: [read], may: gathered } },
    firstHolders: {
      people: { given: [grantAndRead, 'people', 20], may: found },
      accounts: { given: [grantAndRead, 'accounts', 20], may: found },
      admins: { given: [grantAndRead, 'admins', 20], may: found },
      deployments: { given: [grantAndRead, 'deployments', 20], may: found },
    },
    listSought: {
      'of somebody': { given: [sought, slice], may: alongNames },
      'with a permission': { given: [{ ...sought, reached: reading }, slice], may: alongNames },
      'of an administrator': { given: [{ ...sought, reached: everything }, slice], may: ordered },
      'as far as one may see': { given: [{ ...sought, told }, slice], may: alongNames },
      'of an administrator, as far as one may see': {
        given: [{ ...sought, reached: everything, told }, slice],
        may: alongNames,
      },
      deployments: { given: [{ ...sought, type: 'deployment' }, slice], may: alongNames },
    },
    countSought: {
      'of somebody': { given: [sought], may: ordered },
      'of an administrator': { given: [{ ...sought, reached: everything }], may: ordered },
      'as far as one may see': { given: [{ ...sought, told }], may: ordered },
    },
    readReasons: { 'of one': { given: [[grant]], may: alongNames } },
  };
}
