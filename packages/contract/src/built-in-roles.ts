import type { RoleId } from './ids.ts';
import { allOf, type Permission } from './permissions.ts';

/** Where a role can be granted, from the top of the tree down. */
export const roleLevels = ['site', 'organization', 'project', 'env'] as const;
export type RoleLevel = (typeof roleLevels)[number];

export interface BuiltInRole {
  readonly id: RoleId;
  readonly name: string;
  readonly description: string;
  /** The types of resource it can be granted on. */
  readonly levels: readonly RoleLevel[];
  /** Whether a grant of it names the deployment kind it is for. */
  readonly ofKind: boolean;
  readonly permissions: readonly Permission[];
}

/** The same on every site, so that programs may know them: UUIDs of version 8 (RFC 9562, 5.8). */
const idOf = (number: number) =>
  `00000000-0000-8000-8001-${`${number}`.padStart(12, '0')}` as RoleId;

const rightsAndAccounts = allOf('role', 'grant', 'service_account', 'service_account_token');
const entities = allOf('channel', 'client', 'group', 'dashboard', 'registered');

const maintainer = [
  ...(['deployment.read', 'deployment.list', 'deployment.update'] as const),
  ...(['deployment.restart', 'deployment.invoke_action'] as const),
  ...(['deployment_task.read', 'deployment_task.list'] as const),
] satisfies Permission[];

const inEnv: Permission[] = allOf('env', 'deployment', 'k8s_cluster', 'deployment_task').filter(
  (permission) => permission !== 'env.create',
);

const inProject: Permission[] = [
  ...allOf('project').filter(
    (permission) => permission !== 'project.create' && permission !== 'project.move',
  ),
  'env.create',
  ...inEnv,
  ...entities,
  ...rightsAndAccounts,
  'token.verify',
];

/** What comes with the site. Changed by no one; a release may add permissions to them. */
export const builtInRoles = {
  organizationAdmin: {
    id: idOf(1),
    name: 'Admin',
    description: 'Everything in the organization, its projects and all below.',
    levels: ['organization'],
    ofKind: false,
    permissions: [
      ...allOf('organization').filter((permission) => permission !== 'organization.create'),
      ...allOf('token_policy'),
      'project.create',
      'project.move',
      ...inProject,
    ],
  },
  organizationMember: {
    id: idOf(2),
    name: 'Member',
    description: 'Sees the organization and the names of its members; nothing below it.',
    levels: ['organization'],
    ofKind: false,
    permissions: ['organization.read', 'organization.list', 'organization.list_members'],
  },
  projectAdmin: {
    id: idOf(3),
    name: 'Admin',
    description: 'Everything in the project and all below.',
    levels: ['project'],
    ofKind: false,
    permissions: inProject,
  },
  projectMember: {
    id: idOf(4),
    name: 'Member',
    description: 'Sees the project and the names of its members; nothing below it.',
    levels: ['project'],
    ofKind: false,
    permissions: ['project.read', 'project.list', 'project.list_members'],
  },
  envAdmin: {
    id: idOf(5),
    name: 'Admin',
    description: 'Everything in the env, its settings and permissions included.',
    levels: ['env'],
    ofKind: false,
    permissions: [...inEnv, ...allOf('grant')],
  },
  envUser: {
    id: idOf(6),
    name: 'User',
    description: 'Sees the env and its deployments.',
    levels: ['env'],
    ofKind: false,
    permissions: [
      ...(['env.read', 'env.list', 'k8s_cluster.read', 'k8s_cluster.list'] as const),
      ...(['deployment.read', 'deployment.list'] as const),
      ...(['deployment_task.read', 'deployment_task.list'] as const),
    ],
  },
  deploymentOwner: {
    id: idOf(7),
    name: 'Owner',
    description: 'Creates, deletes and maintains the deployments of one kind in the env.',
    levels: ['env'],
    ofKind: true,
    permissions: ['deployment.create', 'deployment.delete', ...maintainer],
  },
  deploymentMaintainer: {
    id: idOf(8),
    name: 'Maintainer',
    description: 'Updates, restarts and invokes actions on the deployments of one kind in the env.',
    levels: ['env'],
    ofKind: true,
    permissions: maintainer,
  },
  verifier: {
    id: idOf(9),
    name: 'Verifier',
    description: 'Asks whether tokens are valid and what they may do. Nothing else.',
    levels: ['site', 'organization', 'project'],
    ofKind: false,
    permissions: ['token.verify'],
  },
  runner: {
    id: idOf(10),
    name: 'Runner',
    description: 'Registers a cluster and its charts, and carries out its tasks. Nothing else.',
    levels: ['site', 'project', 'env'],
    ofKind: false,
    permissions: [
      ...allOf('k8s_cluster').filter((permission) => permission !== 'k8s_cluster.delete'),
      ...allOf('helm_chart'),
      'deployment_task.claim',
    ],
  },
} as const satisfies Record<string, BuiltInRole>;

export type BuiltInRoleName = keyof typeof builtInRoles;

const byId: ReadonlyMap<string, BuiltInRole> = new Map(
  Object.values(builtInRoles).map((role: BuiltInRole) => [role.id, role]),
);

export function builtInRoleOf(id: string): BuiltInRole | undefined {
  return byId.get(id);
}
