import { defaultOrganizationId, defaultProjectId } from '@keywright/contract';
import { made } from '../api/made.ts';
import type { Client } from '../kit/http-client.ts';
import type { TestServer } from '../kit/server.ts';
import type { PageFolder } from './page-folder.ts';

/** Sets what a page takes for granted, made on this server: a token of an administrator, and what the page is about. */
export async function prepare(page: string, server: TestServer, folder: PageFolder): Promise<void> {
  const admin = await server.token('admin@example.test', { name: page });
  const { 'x-platz-token': token = '' } = admin.credentialHeaders();
  const about = await variablesOf(page, server, admin, token, folder);
  const all = { TOKEN: token, KEYWRIGHT: server.url, ...about };
  for (const [name, value] of Object.entries(all)) folder.set(name, value);
}

async function variablesOf(
  page: string,
  server: TestServer,
  admin: Client,
  token: string,
  folder: PageFolder,
): Promise<Record<string, string>> {
  switch (page) {
    // An operator's command refuses variables that are no settings of the server.
    case 'docs/operating.md':
    case 'docs/guides/production.md':
      return {
        KEYWRIGHT_DATA_DIR: `${server.database.env['KEYWRIGHT_DATA_DIR']}`,
        ORGANIZATION: defaultOrganizationId,
        PROJECT: defaultProjectId,
      };
    case 'docs/scoped-tokens.md':
    case 'docs/messages.md':
    case 'docs/magistrala-clients.md':
      return { CHANNEL: await channel(admin, page), PROJECT: defaultProjectId };
    case 'docs/platz-clients.md':
      return { PLATZ_API_TOKEN: token };
    case 'docs/runner.md': {
      folder.write('access_token', token);
      const { id } = await made(admin.post('/api/v2/envs', { body: { name: page } }));
      return { ENV: id, KEYWRIGHT_CREDENTIALS_DIR: folder.path, PLATZ_URL: server.url };
    }
    default:
      return { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: token };
  }
}

async function channel(admin: Client, name: string): Promise<string> {
  const body = { type: 'channel', name, project_id: defaultProjectId };
  return (await made(admin.post('/api/v2/entities', { body }))).id;
}
