import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from 'vitest';
import { invokeAction } from './invoke-action.ts';
import type { Job } from './job.ts';

const jobOf = (name: string, ingress: string): Job => {
  const action = { method: 'POST', path: '/greet', body: {}, statement: 'who asks' };
  const deployment = { id: 'one', name, namespace: 'web-one', kind: { name: 'web' } };
  const kind = { ingress, action_limit_s: 5 };
  return { claimed: { action, deployment }, kind, signal: new AbortController().signal } as never;
};

test('no name of a deployment leads a call, and the statement with it, anywhere else', async () => {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url);
    response.end('here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  try {
    for (const name of [`${host}/x?`, `${host}#`, `x@${host}/`, `${host}\\`]) {
      const result = await invokeAction(jobOf(name, 'http://{name}.example.invalid'), undefined);
      expect(result.outcome).toBe('Failed');
    }
    expect(asked).toEqual([]);
    for (const name of ['Shop & more', '../admin', '..']) {
      const result = await invokeAction(jobOf(name, `http://${host}/of/{name}`), undefined);
      expect(result.outcome).toBe('Done');
    }
    expect(asked).toEqual(['/of/Shop%20%26%20more/greet', '/of/..%2Fadmin/greet', '/of/-/greet']);
  } finally {
    server.close();
  }
});
