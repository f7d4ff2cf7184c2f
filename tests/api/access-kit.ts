import { siteId } from '@keywright/contract';
import { expect } from 'vitest';
import type { Client } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';

/** Somebody who is signed in. */
export interface Somebody {
  readonly client: Client;
  readonly id: string;
  readonly name: string;
}

/** What a grant is of: a role or a bare list, for a kind, until a time. */
export interface Given {
  readonly role_id?: string;
  readonly permissions?: readonly string[];
  readonly kind_id?: string;
  readonly ends_at?: string;
}

/** A site with an administrator who makes what a test of rights needs. */
export interface AccessSite {
  readonly server: TestServer;
  readonly admin: Client;
  readonly siteId: string;
  /** An active person who holds nothing. */
  somebody(name?: string): Promise<Somebody>;
  organization(): Promise<string>;
  project(organizationId: string): Promise<string>;
  env(projectId: string): Promise<string>;
  kind(): Promise<string>;
  account(homeId: string): Promise<string>;
  /** The id of a new custom role. */
  role(homeId: string, permissions: readonly string[], name?: string): Promise<string>;
  /** The id of a new grant. */
  grant(principalId: string, resourceId: string, given: Given): Promise<string>;
}

export async function accessSite(clock?: () => number): Promise<AccessSite> {
  const env = { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' };
  const server = await startTestServer({ env, ...(clock && { clock }) });
  const admin = await server.as({ email: 'admin@example.test', picture: 'none' });
  let count = 0;
  const next = (what: string) => `${what} ${String(++count).padStart(3, '0')}`;

  async function made(path: string, body: unknown): Promise<string> {
    const answer = await admin.post(`/api/v2/${path}`, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body.id;
  }

  return {
    server,
    admin,
    siteId,
    async somebody(name = next('Person')) {
      const client = await server.as({ email: `p${++count}@team.test`, name, picture: 'none' });
      return { client, id: (await client.get('/api/v2/auth/me')).body.User.id, name };
    },
    organization: () => made('organizations', { name: next('organization') }),
    project: (id) => made('projects', { name: next('project'), organization_id: id }),
    env: (id) => made('envs', { name: next('env'), project_id: id }),
    kind: () => made('deployment-kinds', { name: next('kind') }),
    account: (id) => made('service-accounts', { name: next('account'), home_id: id }),
    role: (id, permissions, name = next('role')) =>
      made('roles', { name, home_id: id, permissions }),
    grant: (principal_id, resource_id, given) =>
      made('grants', { principal_id, resource_id, ...given }),
  };
}
