import Fastify from 'fastify';
import { expect, test } from 'vitest';
import { StorageUnavailable } from '../storage/errors.ts';
import { type Health, serveHealth } from './health.ts';

const well: Health = { ping: async () => {}, isStopping: () => false };

async function ask(path: string, health: Partial<Health>) {
  const app = Fastify();
  serveHealth(app, { ...well, ...health });
  const { statusCode, body } = await app.inject(path);
  return [statusCode, JSON.parse(body)];
}

test('ready where the database answers', async () => {
  expect(await ask('/readyz', {})).toEqual([200, { status: 'ready' }]);
});

test('not ready while it drains, so that no proxy sends it more', async () => {
  const isStopping = () => true;
  expect(await ask('/readyz', { isStopping })).toEqual([503, { status: 'stopping' }]);
});

test('not ready without its database, and alive all the same', async () => {
  const ping = () => Promise.reject(new StorageUnavailable('gone'));
  expect(await ask('/readyz', { ping })).toEqual([503, { status: 'database_unavailable' }]);
  expect(await ask('/healthz', { ping })).toEqual([200, { status: 'ok' }]);
});
