import {
  builtInEntityTypes,
  defaultOrganizationId,
  defaultProjectId,
  type Permission,
  permissionOf,
  type ResourceAbility,
  type ResourceId,
} from '@keywright/contract';
import type { Place } from '../../plane/allowed.ts';
import type { Rights } from '../../plane/decide.ts';
import { placeOf } from '../../plane/tree/node.ts';
import type { NodeRow } from '../../plane/tree/queries.ts';

type Needs = Partial<Record<ResourceAbility, Permission>>;

const grants: Needs = { list_grants: 'grant.list', create_grant: 'grant.create' };
/** Roles and service accounts are at home at the site, an organization or a project. */
const homes: Needs = {
  list_roles: 'role.list',
  create_role: 'role.create',
  list_service_accounts: 'service_account.list',
  create_service_account: 'service_account.create',
};

/** What each ability needs on the node itself. */
const needs: Readonly<Record<'organization' | 'project' | 'env', Needs>> = {
  organization: {
    update: 'organization.update',
    delete: 'organization.delete',
    create_project: 'project.create',
    list_members: 'organization.list_members',
    read_token_policy: 'token_policy.read',
    update_token_policy: 'token_policy.update',
    ...grants,
    ...homes,
  },
  project: {
    update: 'project.update',
    delete: 'project.delete',
    move: 'project.move',
    create_env: 'env.create',
    list_members: 'project.list_members',
    ...grants,
    ...homes,
  },
  env: {
    update: 'env.update',
    delete: 'env.delete',
    create_cluster: 'k8s_cluster.create',
    ...grants,
  },
};

/** What each needs for deployments of one kind at least, below an env. */
const needsOfSomeKind: Needs = {
  list_deployments: 'deployment.list',
  create_deployment: 'deployment.create',
};

/** Entities of any type are made below a project. */
const makesEntity = builtInEntityTypes.map((type) => permissionOf(type, 'create'));

function mayCreateEntity(rights: Rights, place: Place): boolean {
  return (
    makesEntity.some((permission) => rights.may(permission, place)) ||
    rights.mayOfRegistered('create', place)
  );
}

/** Whether envs made without a project_id go there or below it: such a node stays where it is. */
export function isDefault(id: ResourceId): boolean {
  return id === defaultOrganizationId || id === defaultProjectId;
}

/** What the caller may do to a node. Their rights must be loaded for its place. */
export function abilitiesOn(
  rights: Rights,
  type: keyof typeof needs,
  row: NodeRow,
): ResourceAbility[] {
  const place = placeOf(row);
  const ofSomeKind = type === 'env' ? Object.entries(needsOfSomeKind) : [];
  return [
    ...Object.entries(needs[type]).filter(([, permission]) => rights.may(permission, place)),
    ...ofSomeKind.filter(([, permission]) => rights.mayOfSomeKind(permission, place)),
    ...(type === 'project' && mayCreateEntity(rights, place) ? [['create_entity'] as const] : []),
  ]
    .map(([ability]) => ability as ResourceAbility)
    .filter((ability) => !(isDefault(row.id) && (ability === 'delete' || ability === 'move')));
}
