import { made } from '../api/made.ts';
import { freePort } from '../kit/free-port.ts';
import { type Client, createClient } from '../kit/http-client.ts';
import { startTestServer, type TestServer, type TestServerOptions } from '../kit/server.ts';
import { type Connected, type ConnectOptions, connectMqtt, endClients } from './mqtt-client.ts';

/** A server with a port for MQTT, two projects, and channels in them. */
export interface MqttSite {
  readonly server: TestServer;
  readonly admin: Client;
  /** mqtt://… */
  readonly url: string;
  /** ws://… */
  readonly socketUrl: string;
  readonly port: number;
  readonly project: string;
  readonly otherProject: string;
  /** Two channels of the project, and one of the other project. */
  readonly channel: string;
  readonly sibling: string;
  readonly foreign: string;
  newChannel(project?: string): Promise<string>;
  /** A service account that holds these permissions on these resources, with a token. */
  account(...held: readonly Held[]): Promise<Account>;
  /** A person with a token of these scopes, who may publish to, hear and read all channels of the project. */
  scoped(scopes: readonly Scope[], more?: Record<string, unknown>): Promise<Owned>;
  connect(token: string | undefined, options?: ConnectOptions): Promise<Connected>;
  /** Ends what tests left open. */
  endClients(): void;
  stop(): Promise<void>;
}

export interface Held {
  readonly on: string;
  readonly permissions: readonly string[];
  readonly ends_at?: string;
}

export interface Scope {
  readonly entity_type: 'channel';
  readonly operation: 'publish' | 'subscribe' | 'read';
  readonly project_id?: string;
  readonly entity_id?: string;
}

export interface Account {
  readonly id: string;
  readonly token: string;
  readonly tokenId: string;
  readonly grantIds: readonly string[];
}

/** A token of a person. */
export interface Owned {
  readonly userId: string;
  readonly email: string;
  readonly token: string;
  readonly tokenId: string;
  /** Signed in with the browser. */
  readonly browser: Client;
}

export const api = '/api/v2';
export const both = ['channel.publish', 'channel.subscribe'] as const;
const withRead = [...both, 'channel.read'];
export const topicOf = (project: string, channel: string, ...more: string[]): string =>
  ['m', project, 'c', channel, ...more].join('/');

export async function mqttSite(options: TestServerOptions = {}): Promise<MqttSite> {
  const port = await freePort();
  const server = await startTestServer({
    ...options,
    env: {
      KEYWRIGHT_MQTT_PORT: String(port),
      KEYWRIGHT_AUTO_ACTIVATE_DOMAINS: 'team.test',
      ...options.env,
    },
  });
  const admin = await server.as('admin@example.test');
  let count = 0;
  const next = (what: string) => `${what} ${++count}`;
  const newProject = async (): Promise<string> =>
    (await made(admin.post(`${api}/projects`, { body: { name: next('project') } }))).id;
  const project = await newProject();
  const otherProject = await newProject();
  const newChannel = async (project_id = project): Promise<string> => {
    const body = { type: 'channel', project_id, name: next('channel') };
    return (await made(admin.post(`${api}/entities`, { body }))).id;
  };
  const url = `mqtt://127.0.0.1:${port}`;

  return {
    server,
    admin,
    url,
    socketUrl: `${server.url.replace(/^http/, 'ws')}/mqtt`,
    port,
    project,
    otherProject,
    channel: await newChannel(),
    sibling: await newChannel(),
    foreign: await newChannel(otherProject),
    newChannel,
    async account(...held) {
      const body = { name: next('account'), token: { name: 'test' } };
      const account = await made(admin.post(`${api}/service-accounts`, { body }));
      const grantIds: string[] = [];
      for (const { on, ...given } of held) {
        const grant = { principal_id: account.id, resource_id: on, ...given };
        grantIds.push((await made(admin.post(`${api}/grants`, { body: grant }))).id);
      }
      const { id: tokenId, created_token: token } = account.token;
      return { id: account.id, token, tokenId, grantIds };
    },
    async scoped(scopes, more = {}) {
      const email = `${next('person').replace(' ', '')}@team.test`;
      const browser = await server.as(email);
      const userId = (await browser.get(`${api}/auth/me`)).body.User.id;
      const grant = { principal_id: userId, resource_id: project, permissions: withRead };
      await made(admin.post(`${api}/grants`, { body: grant }));
      const body = { access: 'scoped', scopes, ...more };
      const answer = await made(browser.post(`${api}/user-tokens`, { body }));
      return { userId, email, token: answer.created_token, tokenId: answer.id, browser };
    },
    connect: (token, more = {}) =>
      connectMqtt(url, { ...(token !== undefined && { token }), ...more }),
    endClients,
    async stop() {
      endClients();
      await server.stop();
    },
  };
}

export function withToken(site: MqttSite, token: string): Client {
  return createClient(site.server.url, { headers: { 'x-platz-token': token } });
}
