import { createServer, type Server } from 'node:http';
import * as forExpress from '@keywright/sdk/express';
import * as forFastify from '@keywright/sdk/fastify';
import * as forHono from '@keywright/sdk/hono';
import * as forNode from '@keywright/sdk/node-http';
import type { Verifier } from '@keywright/sdk/verifier';
import express from 'express';
import Fastify from 'fastify';
import { Hono } from 'hono';
import { afterAll, describe, expect, test } from 'vitest';
import { verifySite } from '../verify/verify-kit.ts';
import { becomes, closeAll, verifierAccount, verifierAt } from './verifiers-kit.ts';

const site = await verifySite();
const { admin, server } = site;
const own = await verifierAccount(site);
const verifier = verifierAt({ url: server.url, token: own.token.text });
const nowhere = verifierAt({ url: 'http://127.0.0.1:9', token: own.token.text });
afterAll(async () => {
  closeAll();
  await server.stop();
});

const permission = 'channel.publish';
const project = await site.project(await site.organization('Acme'), 'Radio');
const grants = [{ resource_id: project, permissions: [permission] }];
const good = await site.account({ home_id: project, grants });
const other = await site.account();
const revoked = await site.account();
await admin.post(`/api/v2/service-account-tokens/${revoked.token.id}/revoke`);

/** An API with one protected route, `/projects/:id`, that says who calls. */
type Api = (verifier: Verifier) => Promise<{ call: Call; stop(): Promise<unknown> }>;
type Call = (id: string, headers?: Record<string, string>) => Promise<Response>;

const calling =
  (address: string): Call =>
  (id, headers = {}) =>
    fetch(`${address}/projects/${id}`, { headers });

async function listening(app: Server) {
  await new Promise<void>((resolve) => app.listen(0, '127.0.0.1', resolve));
  const { port } = app.address() as { port: number };
  const stop = async () => app.close();
  return { call: calling(`http://127.0.0.1:${port}`), stop };
}

const apis: Readonly<Record<string, Api>> = {
  async 'node:http'(verifier) {
    const { requirePermission } = forNode.protect(verifier);
    const idOf = ({ url = '' }: { url?: string | undefined }) => url.split('/')[2];
    const handler = requirePermission(permission, idOf, (_request, response, caller) =>
      response.end(JSON.stringify(caller)),
    );
    return listening(createServer(handler));
  },
  async Express(verifier) {
    const { requirePermission } = forExpress.protect(verifier);
    const app = express();
    app.get(
      '/projects/:id',
      requirePermission(permission, (request) => String(request.params['id'])),
      (_request, response) => {
        response.json(forExpress.callerOf(response));
      },
    );
    return listening(createServer(app));
  },
  async Fastify(verifier) {
    const { requirePermission } = forFastify.protect(verifier);
    const app = Fastify();
    const onRequest = requirePermission(permission, (request) => request.params['id']);
    app.get('/projects/:id', { onRequest }, async (request) => forFastify.callerOf(request));
    const address = await app.listen({ port: 0, host: '127.0.0.1' });
    return { call: calling(address), stop: () => app.close() };
  },
  async Hono(verifier) {
    const { requirePermission } = forHono.protect(verifier);
    const app = new Hono<forHono.Protected>();
    const guard = requirePermission(permission, (c) => c.req.param('id'));
    app.get('/projects/:id', guard, (c) => c.json(c.get('caller')));
    const call: Call = async (id, headers = {}) => app.request(`/projects/${id}`, { headers });
    return { call, stop: async () => {} };
  },
};

const bearer = (text: string) => ({ authorization: `Bearer ${text}` });
const challengeOf = ({ headers }: Response) => headers.get('www-authenticate');

describe.each(Object.entries(apis))('%s', (_name, open) => {
  test('lets in who may, and tells the handler who it is', async () => {
    const { call, stop } = await open(verifier);
    for (const headers of [bearer(good.token.text), { 'x-platz-token': good.token.text }]) {
      const answer = await call(project, headers);
      expect(answer.status).toBe(200);
      expect(await answer.json()).toMatchObject({
        principal: { kind: 'service_account', id: good.id },
        token: { id: good.token.id },
      });
    }
    await stop();
  });

  test('tells all others what is missing, as RFC 6750 has it', async () => {
    const { call, stop } = await open(verifier);
    const nothing = await call(project);
    expect([nothing.status, challengeOf(nothing)]).toEqual([401, 'Bearer realm="api"']);
    for (const text of ['nonsense', `${good.token.text}x`, revoked.token.text]) {
      const refused = await call(project, bearer(text));
      expect(refused.status).toBe(401);
      expect(challengeOf(refused)).toContain('error="invalid_token"');
    }
    // The header of its own decides alone, even where it is empty.
    const both = await call(project, { ...bearer(good.token.text), 'x-platz-token': '' });
    expect(both.status).toBe(401);
    for (const [id, text] of [
      [project, other.token.text],
      ['not-an-id', good.token.text],
    ] as const) {
      const denied = await call(id, bearer(text));
      expect([denied.status, (await denied.json()).permission]).toEqual([403, permission]);
      expect(challengeOf(denied)).toContain(`error="insufficient_scope", scope="${permission}"`);
    }
    await stop();
  });

  test('answers 503 while nobody can say', async () => {
    await becomes(nowhere, 'lost');
    const { call, stop } = await open(nowhere);
    const answer = await call(project, bearer(good.token.text));
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2']);
    expect(await answer.json()).toMatchObject({ code: 'verification_unavailable' });
    await stop();
  });
});
