import { expect } from 'vitest';
import { type Client, createClient } from '../kit/http-client.ts';
import { type AccessSite, accessSite } from './access-kit.ts';
import { made } from './made.ts';

/** What a scope is asked for with. */
export interface Wanted {
  readonly entity_type?: string;
  readonly operation?: string;
  readonly operations?: readonly string[];
  readonly project_id?: string | null;
  readonly entity_id?: string | null;
}

/** A token and a client that comes with it. */
export interface HeldToken {
  readonly id: string;
  readonly client: Client;
}

/** `channel.publish` on one entity, in a project, or everywhere. */
export function scope(
  permission: string,
  on: { entity?: string; project?: string } = {},
): Wanted & { entity_type: string; operation: string } {
  const [entity_type = '', operation = ''] = permission.split('.');
  return {
    ...{ entity_type, operation },
    ...(on.entity && { entity_id: on.entity }),
    ...(on.project && { project_id: on.project }),
  };
}

export interface ScopesSite extends AccessSite {
  /** The id of a new entity: a channel, unless another type is named. */
  entity(projectId: string, type?: string): Promise<string>;
  /** A new scoped token of the client's own person. */
  scopedToken(owner: Client, scopes?: readonly Wanted[]): Promise<HeldToken>;
  /** A new scoped token of a service account. */
  accountToken(accountId: string, scopes?: readonly Wanted[]): Promise<HeldToken>;
}

export async function scopesSite(clock?: () => number): Promise<ScopesSite> {
  const site = await accessSite(clock);
  const { server, admin } = site;
  let count = 0;
  const held = ({ id, created_token }: { id: string; created_token: string }): HeldToken => ({
    id,
    client: createClient(server.url, { headers: { 'x-platz-token': created_token } }),
  });
  return {
    ...site,
    async entity(project_id, type = 'channel') {
      const body = { type, project_id, name: `${type} ${++count}` };
      return (await made(admin.post('/api/v2/entities', { body }))).id;
    },
    async scopedToken(owner, scopes = []) {
      const body = { access: 'scoped', scopes };
      return held(await made(owner.post('/api/v2/user-tokens', { body })));
    },
    async accountToken(service_account_id, scopes = []) {
      const body = { service_account_id, access: 'scoped', scopes };
      return held(await made(admin.post('/api/v2/service-account-tokens', { body })));
    },
  };
}

export const scopesPath = (id: string) => `/api/v2/user-tokens/${id}/scopes`;

export const addScopes = (by: Client, id: string, scopes: readonly Wanted[], more = {}) =>
  by.post(scopesPath(id), { body: { scopes, ...more } });

/** `channel.publish on <id>`, for each scope of a token, in order. */
export async function scopesOf(by: Client, id: string): Promise<string[]> {
  const { status, body } = await by.get(`${scopesPath(id)}?per_page=200`);
  expect(status, JSON.stringify(body)).toBe(200);
  expect(body.num_total).toBe(body.items.length);
  return body.items.map(textOf);
}

export function textOf(one: {
  entity_type: string;
  operation: string;
  project: { id: string } | null;
  entity: { id: string } | null;
}): string {
  const on = one.entity?.id ?? one.project?.id ?? 'everything';
  return `${one.entity_type}.${one.operation} on ${on}`;
}
