import { PassThrough } from 'node:stream';
import { startApp } from '../../packages/server/src/app.ts';
import { loadConfig } from '../../packages/server/src/config.ts';
import { createDatabase, type TestDatabase } from './database.ts';
import { type Client, createClient } from './http-client.ts';
import { type Person, signInForJwt, signInWithCookie } from './sign-in.ts';
import { testSettings } from './test-settings.ts';

export interface TestServerOptions {
  /** Added to, or in place of, a free port, a database of its own and the development sign-in. */
  readonly env?: Readonly<Record<string, string>>;
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  /** A database that outlives the server; one of its own without it. */
  readonly database?: TestDatabase;
}

export interface TestServer {
  /** The same after a restart. */
  readonly url: string;
  readonly database: TestDatabase;
  /** Lines of the log so far, each a JSON object. */
  log(): string[];
  anonymous(): Client;
  /** Signed in through the development provider, with the session cookie. */
  as(person: string | Person): Promise<Client>;
  /** The same, with the session as a JWT in `Authorization`. */
  bearer(person: string | Person): Promise<Client>;
  /** With a new token of this person; `input` is the body that makes it. */
  token(person: string | Person, input?: Record<string, unknown>): Promise<Client>;
  restart(env?: Readonly<Record<string, string>>): Promise<void>;
  /** Ends the server, and removes its database unless that was given. */
  stop(): Promise<void>;
}

/** Starts a server in this process: the whole of it, over real HTTP, on the engine of this run. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const { clock } = options;
  const database = options.database ?? (await createDatabase());
  const log = collectLines();
  const start = (more: Readonly<Record<string, string>>) => {
    const env = {
      ...testSettings,
      ...database.env,
      ...options.env,
      ...more,
    };
    return startApp(loadConfig(env), { ...(clock && { clock }), logStream: log.stream });
  };
  let app = await start({});
  const { url } = app;

  const server: TestServer = {
    url,
    database,
    log: log.lines,
    anonymous: () => createClient(url),
    as: (person) => signInWithCookie(url, personOf(person)),
    async bearer(person) {
      const jwt = await signInForJwt(url, personOf(person));
      return createClient(url, { headers: { authorization: `Bearer ${jwt}` } });
    },
    async token(person, input = {}) {
      const browser = await server.as(person);
      const { status, body } = await browser.post('/api/v2/user-tokens', { body: input });
      if (status !== 201) throw new Error(`Making a token ended with ${JSON.stringify(body)}`);
      return createClient(url, { headers: { 'x-platz-token': body.created_token } });
    },
    async restart(env = {}) {
      await app.stop();
      app = await start({ KEYWRIGHT_PORT: new URL(url).port, ...env });
    },
    async stop() {
      await app.stop();
      if (options.database === undefined) await database.drop();
    },
  };
  return server;
}

function personOf(person: string | Person): Person {
  return typeof person === 'string' ? { email: person } : person;
}

function collectLines(): { stream: PassThrough; lines: () => string[] } {
  const stream = new PassThrough();
  let text = '';
  stream.setEncoding('utf8').on('data', (chunk: string) => {
    text += chunk;
  });
  return { stream, lines: () => text.split('\n').filter((line) => line !== '') };
}
