// better-auth with its API-key plugin, as quick as it can be set up: no rate limits, no telemetry, an owner for each key.
// Two ways in: plain node:http that calls its `verifyApiKey` (POST /verify), and its own handler (GET /api/auth/get-session).
import { once } from 'node:events';
import { createServer } from 'node:http';
import { DatabaseSync } from 'node:sqlite';
import { apiKey } from '@better-auth/api-key';
import { betterAuth } from 'better-auth';
import { getMigrations } from 'better-auth/db/migration';
import { toNodeHandler } from 'better-auth/node';
import pg from 'pg';

const [, , store, place, keyCount] = process.argv;

const memory = new Map();
const inMemory = {
  secondaryStorage: {
    get: (key) => memory.get(key) ?? null,
    set: (key, value) => {
      memory.set(key, value);
    },
    delete: (key) => {
      memory.delete(key);
    },
  },
  advanced: { backgroundTasks: { handler: (task) => void task.catch(console.error) } },
};

function database() {
  if (store === 'postgres') return new pg.Pool({ connectionString: place, max: 20 });
  const file = new DatabaseSync(place);
  // What WAL is usually paired with: no fsync for a commit.
  file.exec('pragma journal_mode = wal; pragma synchronous = normal');
  return file;
}

const options = {
  secret: 'a secret of the benchmark, longer than it has to be',
  baseURL: 'http://127.0.0.1',
  database: database(),
  telemetry: { enabled: false },
  rateLimit: { enabled: false },
  logger: { level: 'error' },
  ...(store === 'memory' && inMemory),
  plugins: [
    apiKey({
      rateLimit: { enabled: false },
      enableSessionForAPIKeys: true,
      ...(store === 'memory' && { storage: 'secondary-storage', deferUpdates: true }),
    }),
  ],
};
await (await getMigrations(options)).runMigrations();
const auth = betterAuth(options);
const { internalAdapter } = await auth.$context;
const ownHandler = toNodeHandler(auth);

const keys = [];
for (let n = 0; n < Number(keyCount); n++) {
  const email = `person-${n}@example.test`;
  const user = await internalAdapter.createUser({ email, name: email, emailVerified: true });
  keys.push((await auth.api.createApiKey({ body: { userId: user.id, name: 'bench' } })).key);
}

const server = createServer((request, response) => {
  if (request.url?.startsWith('/api/auth/')) return void ownHandler(request, response);
  const chunks = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', async () => {
    const body = JSON.parse(Buffer.concat(chunks).toString());
    const answer = Buffer.from(JSON.stringify(await auth.api.verifyApiKey({ body })));
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': answer.length,
    });
    response.end(answer);
  });
}).listen(0, '127.0.0.1');
await once(server, 'listening');
console.log(`KEYS ${JSON.stringify(keys)}`);
console.log(`Open http://127.0.0.1:${server.address().port}`);
