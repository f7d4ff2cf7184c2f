import { expect } from 'vitest';
import { type Answer, type Client, createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer } from '../kit/server.ts';

export const accounts = '/api/v2/service-accounts';
export const tokens = '/api/v2/service-account-tokens';
export const dayMs = 86_400_000;

type Input = Record<string, unknown>;

/** A site with an administrator who makes service accounts, and a clock that the test puts forward. */
export interface AccountsSite {
  readonly server: TestServer;
  readonly admin: Client;
  /** Puts the clock so many milliseconds after the start. */
  goTo(ms: number): void;
  /** A time so many milliseconds after the start, as the wire has it. */
  at(ms: number): string;
  /** What making something answered; fails where it was not made. */
  made(path: string, body: unknown, by?: Client): Promise<Answer['body']>;
  newAccount(body?: Input, by?: Client): Promise<Answer['body']>;
  newToken(accountId: string, body?: Input): Promise<Answer['body']>;
  newOrganization(): Promise<string>;
  newProject(organizationId: string): Promise<string>;
  newEnv(projectId: string): Promise<string>;
  /** A person with one role, or list of permissions, on one resource. */
  personWith(resourceId: string, given: Input): Promise<Client>;
  withToken(text: string): Client;
  /** Who the bearer of this text is. */
  me(text: string): Promise<Answer>;
}

export async function accountsSite(): Promise<AccountsSite> {
  const start = Date.now();
  let ahead = 0;
  const server = await startTestServer({
    clock: () => start + ahead,
    env: { KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test' },
  });
  const admin = await server.as('admin@example.test');
  let count = 0;
  const next = (what: string) => `${what} ${++count}`;

  async function made(path: string, body: unknown, by: Client = admin) {
    const answer = await by.post(path, { body });
    expect(answer.status, JSON.stringify(answer.body)).toBe(201);
    return answer.body;
  }
  const idOf = async (answer: Promise<Answer['body']>): Promise<string> => (await answer).id;
  const withToken = (text: string) =>
    createClient(server.url, { headers: { 'x-platz-token': text } });

  return {
    server,
    admin,
    goTo(ms) {
      ahead = ms;
    },
    at: (ms) => new Date(start + ms).toISOString(),
    made,
    newAccount: (body, by) => made(accounts, { name: next('account'), ...body }, by),
    newToken: (service_account_id, body) => made(tokens, { service_account_id, ...body }),
    newOrganization: () => idOf(made('/api/v2/organizations', { name: next('organization') })),
    newProject: (organization_id) =>
      idOf(made('/api/v2/projects', { name: next('project'), organization_id })),
    newEnv: (project_id) => idOf(made('/api/v2/envs', { name: next('env'), project_id })),
    async personWith(resource_id, given) {
      const person = await server.as(`${next('person').replace(' ', '-')}@team.test`);
      const principal_id = (await person.get('/api/v2/auth/me')).body.User.id;
      await made('/api/v2/grants', { principal_id, resource_id, ...given });
      return person;
    },
    withToken,
    me: (text) => withToken(text).get('/api/v2/auth/me'),
  };
}
