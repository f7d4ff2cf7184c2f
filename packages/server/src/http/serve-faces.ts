import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { FaceRoute, Sent } from '../request/face.ts';
import type { Incoming, Outgoing, Pipeline } from '../request/pipeline.ts';
import { Problem } from '../request/problem.ts';
import { jsonBody } from './json-body.ts';
import { limited } from './limit-failures.ts';
import { problemOf } from './problems.ts';
import { sendReceipt } from './send-receipt.ts';
import { guessOf, incomingOf, type Serving } from './serve-endpoints.ts';

/** Gives every route of a face its address, and the same with one slash too many: a base address that ends in one. */
export function serveFaces(
  app: FastifyInstance,
  routes: readonly FaceRoute[],
  serving: Serving,
): void {
  for (const route of routes) {
    const path = route.path.replaceAll(/\{(\w+)\}/g, ':$1');
    const { maxBodyBytes } = route.operation.endpoint;
    for (const url of [path, `/${path}`]) {
      app.route({
        method: route.method,
        url,
        exposeHeadRoute: route.operation.effect === 'read',
        ...(maxBodyBytes !== undefined && { bodyLimit: maxBodyBytes }),
        handler: (request, reply) => handle(route, request, reply, serving),
      });
    }
  }
}

/** Whether an address is of a face: answered as programs expect it, even where there is nothing. */
export function isOfFace(path: string, routes: readonly FaceRoute[]): boolean {
  const [first] = path.split('/').filter((part) => part !== '');
  return routes.some((route) => route.path.split('/', 2)[1] === first);
}

async function handle(
  route: FaceRoute,
  request: FastifyRequest,
  reply: FastifyReply,
  serving: Serving,
): Promise<unknown> {
  try {
    const sent: Sent = {
      params: request.params as Sent['params'],
      query: request.query as Sent['query'],
      body: () => jsonBody(request),
    };
    const incoming = translated(route, sent, incomingOf(request, reply, serving));
    const { output, cookies, receipt } = await run(route, incoming, serving.pipeline);
    serving.cookies.change(reply, cookies);
    sendReceipt(reply, receipt);
    const { status, json } = route.answer(declared(route, output), sent);
    return await reply.code(status).send(json);
  } catch (error) {
    const problem = inTheirWords(problemOf(error), route);
    throw limited(problem, guessOf(request, serving), serving.failures);
  }
}

/** Nothing of it is read before the pipeline asks, which it does when it knows who is asking. */
function translated(route: FaceRoute, sent: Sent, incoming: Incoming): Incoming {
  let asks: ReturnType<FaceRoute['ask']> | undefined;
  const asked = () => {
    asks ??= route.ask(sent);
    return asks;
  };
  return {
    ...incoming,
    get params() {
      return asked().params;
    },
    get query() {
      return asked().query;
    },
    body: () => asked().body,
  };
}

async function run(
  { operation, otherwise }: FaceRoute,
  incoming: Incoming,
  pipeline: Pipeline,
): Promise<Outgoing> {
  try {
    return await pipeline.run(operation, incoming);
  } catch (error) {
    if (!otherwise || !(error instanceof Problem) || error.code !== otherwise.on) throw error;
    return pipeline.run(otherwise.operation, incoming);
  }
}

/** Through the schema: what it does not declare stays here. */
function declared({ operation }: FaceRoute, output: unknown): unknown {
  const { answer } = operation.endpoint;
  return 'json' in answer ? answer.json.parse(output) : undefined;
}

/** The same problem about the input, in the client's names of its fields. */
function inTheirWords(problem: Problem, { fieldNames }: FaceRoute): Problem {
  const { code, message, details, cause } = problem;
  if (details.fields === undefined) return problem;
  const theirs = (text: string) =>
    text.replaceAll(
      /\w+/g,
      (word) => (Object.hasOwn(fieldNames, word) ? fieldNames[word] : word) ?? word,
    );
  const fields = details.fields.map((one) => ({
    field: theirs(one.field),
    message: theirs(one.message),
  }));
  return new Problem(code, { ...details, message: theirs(message), fields, cause });
}
