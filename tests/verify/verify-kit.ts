import { builtInRoles, siteId } from '@keywright/contract';
import { made } from '../api/made.ts';
import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../kit/server.ts';

type Input = Record<string, unknown>;

/** A site with an administrator, and a gateway that may verify all tokens of it. */
export interface VerifySite {
  readonly server: TestServer;
  readonly admin: Client;
  readonly gateway: Client;
  withToken(text: string): Client;
  /** A service account with a token: of the site, or of `home_id`. */
  account(input?: Input): Promise<{ id: string; token: { id: string; text: string } }>;
  /** Somebody who may verify tokens there alone. */
  verifierAt(resourceId: string, home: string): Promise<Client>;
  organization(name: string): Promise<string>;
  project(organizationId: string, name: string): Promise<string>;
}

/** What is answered about one token. */
export async function verify(asking: Client, asked: Input): Promise<Answer['body']> {
  const { status, body } = await asking.post('/api/v2/verify', { body: asked });
  if (status !== 200) throw new Error(`Not verified: ${status} ${JSON.stringify(body)}`);
  return body;
}

export async function verifySite(options: TestServerOptions = {}): Promise<VerifySite> {
  const server = await startTestServer(options);
  const admin = await server.as('admin@example.test');
  let count = 0;
  const withToken = (text: string) =>
    createClient(server.url, { headers: { 'x-platz-token': text } });

  async function account(input: Input = {}) {
    const body = { name: `account ${++count}`, token: { name: `token ${count}` }, ...input };
    const { id, token } = await made(admin.post('/api/v2/service-accounts', { body }));
    return { id, token: { id: token.id, text: token.created_token } };
  }
  async function verifierAt(resourceId: string, home: string) {
    const grants = [{ resource_id: resourceId, role_id: builtInRoles.verifier.id }];
    const { token } = await account({ home_id: home, grants });
    return withToken(token.text);
  }
  return {
    ...{ server, admin, withToken, account, verifierAt },
    gateway: await verifierAt(siteId, siteId),
    async organization(name) {
      return (await made(admin.post('/api/v2/organizations', { body: { name } }))).id;
    },
    async project(organizationId, name) {
      const body = { name, organization_id: organizationId };
      return (await made(admin.post('/api/v2/projects', { body }))).id;
    },
  };
}
