import type { TestServer } from '../kit/server.ts';

type Given = Record<string, string>;

/** The organization and the project that every fresh site has. */
const organization = '00000000-0000-8000-8002-000000000001';
const project = '00000000-0000-8000-8002-000000000002';

/** The variables that a page takes for granted, made on this server: a token of an administrator, and what the page is about. */
export async function given(page: string, server: TestServer): Promise<Given> {
  const admin = await server.token('admin@example.test', { name: page });
  const { 'x-platz-token': token = '' } = admin.credentialHeaders();
  const always = { TOKEN: token, KEYWRIGHT: server.url };
  const operator = { KEYWRIGHT_DATA_DIR: server.database.env['KEYWRIGHT_DATA_DIR'] ?? '' };
  const withClient = { KEYWRIGHT_URL: server.url, KEYWRIGHT_TOKEN: token };
  switch (page) {
    case 'docs/operating.md':
      return { ...always, ...operator, ORGANIZATION: organization, PROJECT: project };
    case 'docs/scoped-tokens.md':
    case 'docs/messages.md':
      return { ...always, CHANNEL: await channel() };
    case 'docs/magistrala-clients.md':
      return { ...always, PROJECT: project, CHANNEL: await channel() };
    case 'docs/platz-clients.md':
      return { ...always, PLATZ_API_TOKEN: token };
    default:
      return page.startsWith('docs/guides/') && page.includes('production')
        ? { ...always, ...operator }
        : { ...always, ...withClient };
  }

  async function channel(): Promise<string> {
    const body = { type: 'channel', name: `Hall of ${page}`, project_id: project };
    const { body: made } = await admin.post('/api/v2/entities', { body });
    return String(made.id);
  }
}
