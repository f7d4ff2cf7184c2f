import type { Verifier } from '../verifier/verifier.ts';
import { type Caller, judgeRequest, type Refusal } from './judge-request.ts';
import { askedOf, type ResourceOf } from './requirement.ts';

export type { Caller } from './judge-request.ts';

/** What of `node:http` is needed: whatever has the same form works as well. */
interface Request {
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
}

interface Response {
  statusCode: number;
  setHeader(name: string, value: string): unknown;
  end(text: string): unknown;
}

type Handler<Q, S> = (request: Q, response: S, caller: Caller) => unknown;

/**
 * Protects handlers of `node:http`:
 *
 *     const { requirePermission } = protect(verifier);
 *     createServer(requirePermission('channel.publish', idOf, (request, response, caller) => …));
 */
export function protect(verifier: Verifier) {
  function guarded<Q extends Request, S extends Response>(
    permission: string | undefined,
    resourceOf: ResourceOf<Q>,
    handler: Handler<Q, S>,
  ): (request: Q, response: S) => Promise<void> {
    return async (request, response) => {
      const asked = askedOf(permission, resourceOf, request);
      const judged = await judgeRequest(verifier, headerOf, request, asked);
      if ('refusal' in judged) refuse(response, judged.refusal);
      else await handler(request, response, judged.caller);
    };
  }
  return {
    /** Whoever has a valid token. */
    requireToken: <Q extends Request, S extends Response>(handler: Handler<Q, S>) =>
      guarded(undefined, undefined, handler),
    /** Whoever may do this on the resource of the request. */
    requirePermission: <Q extends Request, S extends Response>(
      permission: string,
      resourceOf: ResourceOf<Q>,
      handler: Handler<Q, S>,
    ) => guarded(permission, resourceOf, handler),
  };
}

function headerOf({ headers }: Request, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}

function refuse(response: Response, { status, headers, body }: Refusal): void {
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader('content-type', 'application/json');
  response.end(JSON.stringify(body));
}
