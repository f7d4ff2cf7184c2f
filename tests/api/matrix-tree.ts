import { builtInRoles } from '@keywright/contract';
import type { Client } from '../kit/http-client.ts';
import { made } from './made.ts';
import type { Member, PersonPrincipal } from './matrix-principals.ts';

/** The nodes that the cast holds rights on, by their ids: acme / shop / production, and what belongs to them. */
export interface Tree {
  readonly organization: string;
  /** Another one, whose Admin organizationAdmin is too. */
  readonly annex: string;
  readonly project: string;
  readonly env: string;
  readonly kind: string;
  /** A custom role at home in the project, which reads the project and its envs. */
  readonly reader: string;
}

export async function makeTree(admin: Client): Promise<Tree> {
  const add = async (path: string, body: object): Promise<string> =>
    (await made(admin.post(`/api/v2/${path}`, { body }))).id;
  const organization = await add('organizations', { name: 'acme' });
  const annex = await add('organizations', { name: 'annex' });
  const project = await add('projects', { name: 'shop', organization_id: organization });
  const env = await add('envs', { name: 'production', project_id: project });
  const kind = await add('deployment-kinds', { name: 'web' });
  const reader = await add('roles', {
    name: 'Reader',
    home_id: project,
    permissions: ['project.read', 'project.list', 'env.read', 'env.list'],
  });
  return { organization, annex, project, env, kind, reader };
}

export async function givePeopleRights(
  admin: Client,
  tree: Tree,
  members: Readonly<Record<PersonPrincipal, Member>>,
): Promise<void> {
  const { organizationAdmin, projectAdmin, envAdmin, envUser, kindOwner, kindMaintainer } = members;
  const { organizationAdmin: ofOrganization, projectAdmin: ofProject } = builtInRoles;
  await grant(admin, organizationAdmin.id, ofOrganization.id, tree.organization);
  await grant(admin, organizationAdmin.id, ofOrganization.id, tree.annex);
  await grant(admin, projectAdmin.id, ofProject.id, tree.project);
  await grant(admin, envAdmin.id, builtInRoles.envAdmin.id, tree.env);
  await grant(admin, envUser.id, builtInRoles.envUser.id, tree.env);
  await grantOfKind(admin, tree, kindOwner.id, 'Owner');
  await grantOfKind(admin, tree, kindMaintainer.id, 'Maintainer');
}

/** Grants a role for the tree's deployment kind in its env. */
function grantOfKind(admin: Client, tree: Tree, user_id: string, role: 'Owner' | 'Maintainer') {
  const body = { user_id, env_id: tree.env, kind_id: tree.kind, role };
  return made(admin.post('/api/v2/deployment-permissions', { body }));
}

/** Grants a role; answers with the grant. */
export function grant(admin: Client, principal_id: string, role_id: string, resource_id: string) {
  return made(admin.post('/api/v2/grants', { body: { principal_id, role_id, resource_id } }));
}
