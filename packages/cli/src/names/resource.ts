import type { Client } from '@keywright/sdk';
import { KeywrightError } from '@keywright/sdk/node';
import { Stopped } from '../program/stopped.ts';
import { type Candidate, isId, mostCandidates, theOneNamed } from './named.ts';
import { siteId } from './site-id.ts';

/** A node of the tree that somebody named; the type is unknown where it was named by its id alone. */
export interface NamedResource {
  readonly type: string | undefined;
  readonly id: string;
}

interface Found extends Candidate {
  readonly type: string;
}

const per_page = mostCandidates;

const finders: Readonly<Record<string, (client: Client, name: string) => Promise<Found[]>>> = {
  organization: async (client, name) =>
    (await client.listOrganizations({ query: { name, per_page } })).items.map((one) => ({
      ...{ type: 'organization', id: one.id, name: one.name, detail: 'organization' },
    })),
  project: async (client, name) =>
    (await client.listProjects({ query: { name, per_page } })).items.map((one) => ({
      ...{ type: 'project', id: one.id, name: one.name },
      detail: `project of ${one.organization.name}`,
    })),
  env: async (client, name) =>
    (await client.listEnvs({ query: { name, per_page } })).items.map((one) => ({
      ...{ type: 'env', id: one.id, name: one.name, detail: `env of ${one.project.name}` },
    })),
  deployment: async (client, name) =>
    (await client.listDeployments({ query: { name, per_page } })).items.map((one) => ({
      ...{ type: 'deployment', id: one.id, name: one.name },
      detail: `deployment in ${one.env.name}`,
    })),
};

/** Of one type of entity, or of all of them. */
const entities =
  (type?: string) =>
  async (client: Client, search: string): Promise<Found[]> =>
    (await client.listEntities({ query: { search, per_page, ...(type && { type }) } })).items.map(
      (one) => ({
        ...{ type: one.type, id: one.id, name: one.name },
        detail: `${one.type} of ${one.project.name}`,
      }),
    );

/**
 * A resource by what somebody typed: `site`, an id, `TYPE:NAME` such as `env:prod`, or a name alone where nothing else is
 * called so.
 */
async function resource(client: Client, text: string): Promise<NamedResource> {
  if (text === 'site') return { type: 'site', id: siteId };
  if (isId(text)) return { type: undefined, id: text.toLowerCase() };
  const [, type, rest = ''] = /^([a-z_]+):(.+)$/s.exec(text) ?? [];
  if (type === undefined) return theOneNamed('resource', text, await everywhere(client, text));
  if (isId(rest)) return { type, id: rest.toLowerCase() };
  const find = finders[type] ?? entities(type);
  return theOneNamed(type, rest, await find(client, rest));
}

export const resourceId = async (client: Client, text: string): Promise<string> =>
  (await resource(client, text)).id;

/** What a scope is narrowed to: a project, or one thing. */
export async function narrowedTo(
  client: Client,
  text: string,
): Promise<{ project_id?: string; entity_id?: string }> {
  const { type, id } = await resource(client, text);
  if (type === 'site') throw new Stopped('usage', 'A scope for the whole site names no resource.');
  if (type === 'project') return { project_id: id };
  if (type !== undefined) return { entity_id: id };
  return (await isProject(client, id)) ? { project_id: id } : { entity_id: id };
}

async function isProject(client: Client, id: string): Promise<boolean> {
  try {
    await client.getProject({ params: { id } });
    return true;
  } catch (error) {
    if (error instanceof KeywrightError && (error.status === 404 || error.status === 403)) {
      return false;
    }
    throw error;
  }
}

/** A token may list some types and not others: what it may not list is not what it means. */
async function everywhere(client: Client, name: string): Promise<Found[]> {
  const asked = [...Object.values(finders), entities()].map(async (find) => {
    try {
      return await find(client, name);
    } catch (error) {
      if (error instanceof KeywrightError && error.status === 403) return [];
      throw error;
    }
  });
  return (await Promise.all(asked)).flat();
}

export const resourceForms =
  'site, an id, TYPE:NAME (TYPE is organization, project, env, deployment, channel, client, group, dashboard or a registered one), or a name';
