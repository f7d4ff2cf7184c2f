import { randomUUID } from 'node:crypto';
import { type BuiltInRoleName, builtInRoles } from '../../packages/contract/src/index.ts';
import { adminOf } from './invited.ts';

export interface Made {
  readonly id: string;
  readonly name: string;
}

/** A name no other test has. */
export const named = (word: string): string => `${word} ${randomUUID().slice(0, 8)}`;

/** Makes something as the site administrator. */
export async function made(url: string, path: string, body: object): Promise<Made> {
  const answer = await (await adminOf(url)).post(`/api/v2/${path}`, { body });
  if (answer.status !== 201) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

/** An organization with one project and one env in it. */
export async function madeTree(url: string) {
  const organization = await made(url, 'organizations', { name: named('Acme') });
  const project = await made(url, 'projects', {
    name: named('Shop'),
    organization_id: organization.id,
  });
  const env = await made(url, 'envs', { name: named('production'), project_id: project.id });
  return { organization, project, env };
}

/** Grants a built-in role, for deployments of one kind where that is given, as the site administrator. */
export const granted = (
  url: string,
  principalId: string,
  role: BuiltInRoleName,
  resourceId: string,
  kindId?: string,
): Promise<Made> =>
  made(url, 'grants', {
    principal_id: principalId,
    role_id: builtInRoles[role].id,
    resource_id: resourceId,
    kind_id: kindId,
  });
