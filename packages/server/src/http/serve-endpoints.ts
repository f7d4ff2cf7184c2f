import type { Endpoint } from '@keywright/contract';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { presentedCredential } from '../plane/presented.ts';
import { Secret } from '../plane/secret.ts';
import type { Media, Operation, Redirect } from '../request/operation.ts';
import type { Incoming, Outgoing, Pipeline } from '../request/pipeline.ts';
import { Problem } from '../request/problem.ts';
import type { Cookies } from './cookies.ts';
import { jsonBody } from './json-body.ts';
import { limited } from './limit-failures.ts';
import type { Attempts } from './limited-attempts.ts';
import { problemOf, problemPage } from './problems.ts';
import { rateLimitHeaders } from './rate-limit-headers.ts';
import { sendEvents } from './send-events.ts';
import { sendReceipt, withReceipt } from './send-receipt.ts';

/** Enough to tell programs apart; what follows is the caller's to choose, and would be kept for good. */
export const maxUserAgent = 300;

export interface Serving {
  readonly pipeline: Pipeline;
  readonly cookies: Cookies;
  /** Counts credentials that were wrong. */
  readonly failures: Attempts;
  /** Counts sign-ins, which cost us and the provider work before anybody has proved anything. */
  readonly signIns: Attempts;
  readonly siteOrigin: string;
  /** Aborted when the server is to stop. */
  readonly stopping: AbortSignal;
}

/** Gives every operation its route; there is no other way to one. */
export function serveEndpoints(
  app: FastifyInstance,
  operations: readonly Operation[],
  serving: Serving,
): void {
  for (const operation of operations) {
    const { endpoint } = operation;
    app.route({
      method: endpoint.method,
      url: endpoint.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      ...(endpoint.maxBodyBytes !== undefined && { bodyLimit: endpoint.maxBodyBytes }),
      // HEAD must neither change anything nor begin what does not end.
      exposeHeadRoute: endpoint.effect === 'read' && !('events' in endpoint.answer),
      handler: (request, reply) => handle(operation, request, reply, serving),
    });
  }
}

async function handle(
  operation: Operation,
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
): Promise<unknown> {
  const { endpoint } = operation;
  try {
    if (isSignIn(endpoint)) refuseBeyond(serving.signIns, request.ip);
    const incoming = incomingOf(request, reply, serving, endpoint.takesBasic);
    const outgoing = await serving.pipeline.run(operation, incoming);
    serving.cookies.change(reply, outgoing.cookies);
    sendReceipt(reply, outgoing.receipt);
    if (outgoing.isPreview) return reply.code(200).send(endpoint.preview?.parse(outgoing.output));
    return await answer(endpoint, request, reply, outgoing);
  } catch (error) {
    const problem = limited(
      problemOf(error),
      guessOf(request, serving, endpoint),
      serving.failures,
    );
    const { code, details, cause: err } = problem;
    // The caller is told which sort it is; what the provider said is for who operates this server.
    if (details.reason) request.log.warn({ code, reason: details.reason, err }, 'sign-in failed');
    if (!('redirect' in endpoint.answer)) throw problem;
    return reply.redirect(problemPage(request.id, problem), 303);
  }
}

/**
 * Of what is open to everybody, only the steps of a sign-in are declared to be limited. Not what is polled: that has an
 * interval of its own, and an office may wait for several at once.
 */
function isSignIn({ access, errors = [] }: Endpoint): boolean {
  return (
    access.rule === 'public' && errors.includes('rate_limited') && !errors.includes('slow_down')
  );
}

function refuseBeyond(attempts: Attempts, address: string): void {
  const limit = attempts.count(address);
  if (limit.isBeyond) throw new Problem('rate_limited', { limit });
}

export function incomingOf(
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
  takesBasic = false,
): Incoming {
  const cookies = serving.cookies.read(request);
  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  return {
    params: request.params,
    query: request.query,
    body: () => jsonBody(request),
    presented: presentedBy(request, cookies, takesBasic),
    onLimit: (limit) => void reply.headers(rateLimitHeaders(limit)),
    deliveryId: deliveryIdOf(request),
    repeatKey: repeatKeyOf(request),
    fromOwnPages: isFromOwnPages(request, serving.siteOrigin),
    origin: {
      requestId: request.id,
      address: request.ip,
      userAgent: request.headers['user-agent']?.slice(0, maxUserAgent) ?? null,
    },
    signal: AbortSignal.any([gone.signal, serving.stopping]),
    cookies,
  };
}

const presentedBy = (
  { headers }: FastifyRequest,
  { session }: Incoming['cookies'],
  takesBasic = false,
) => presentedCredential({ headers, sessionCookie: session?.reveal(), takesBasic });

/** Who guessed, and at what. */
export const guessOf = (
  request: FastifyRequest,
  { cookies }: Serving,
  { takesBasic }: Pick<Endpoint, 'takesBasic'> = {},
) => ({
  address: request.ip,
  presented: presentedBy(request, cookies.read(request), takesBasic),
});

/**
 * By what senders tell one delivery from another: Standard Webhooks, GitHub, GitLab, and the IETF's draft for all
 * (draft-ietf-httpapi-idempotency-key-header). The first that says something counts.
 */
const deliveryHeaders = [
  'webhook-id',
  'x-github-delivery',
  'x-gitlab-event-uuid',
  'idempotency-key',
] as const;

function deliveryIdOf({ headers }: FastifyRequest): string | undefined {
  const sent = deliveryHeaders.map((name) => headers[name]).find((value) => value);
  return sent === undefined ? undefined : String(sent);
}

function repeatKeyOf({ headers }: FastifyRequest): Secret | undefined {
  const sent = headers['idempotency-key'];
  return sent === undefined ? undefined : new Secret(String(sent));
}

/** Browsers set both headers themselves, and no script can: Fetch, "forbidden request-headers". */
function isFromOwnPages(request: FastifyRequest, siteOrigin: string): boolean {
  const { origin, 'sec-fetch-site': fetchSite } = request.headers;
  return origin === undefined ? fetchSite === 'same-origin' : origin === siteOrigin;
}

async function answer(
  endpoint: Endpoint,
  request: FastifyRequest,
  reply: FastifyReply,
  { output, receipt }: Outgoing,
): Promise<unknown> {
  const { answer } = endpoint;
  if ('json' in answer) {
    // Through the schema: what it does not declare stays here.
    return reply.code(answer.status).send(withReceipt(answer.json.parse(output), receipt));
  }
  if ('events' in answer) return sendEvents(reply, output as AsyncIterable<unknown>);
  if ('media' in answer) return sendMedia(request, reply, output as Media);
  if ('redirect' in answer) return reply.redirect((output as Redirect).location, answer.status);
  return reply.code(answer.status).send();
}

function sendMedia(request: FastifyRequest, reply: FastifyReply, media: Media): unknown {
  const etag = `"${media.etag}"`;
  reply.headers({ etag, 'cache-control': 'private, max-age=86400' });
  if (request.headers['if-none-match'] === etag) return reply.code(304).send();
  return reply.type(media.mediaType).send(Buffer.from(media.bytes));
}
