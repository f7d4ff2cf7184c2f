import type { Verifier } from '../verifier/verifier.ts';
import { type Caller, type Judged, judgeRequest } from './judge-request.ts';
import { askedOf, type ResourceOf } from './requirement.ts';

export type { Caller } from './judge-request.ts';

/** What of Fastify is needed: versions 4 and 5 have it. */
interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: unknown;
}

/** The parameters are what the address of the route says, and Fastify types none that a route does not declare. */
type RoutedRequest = Request & { readonly params: Readonly<Record<string, string>> };

interface Reply {
  code(status: number): {
    headers(headers: Record<string, string>): { send(body: unknown): unknown };
  };
}

type Done = (error?: Error) => void;

/** On the request itself: a map of requests would cost more than the check. */
const key = Symbol('caller');

interface Carrying {
  [key]?: Caller;
}

/**
 * Protects routes of Fastify, as a hook of theirs. The handler finds who calls by `callerOf(request)`.
 *
 *     const { requirePermission } = protect(verifier);
 *     app.post('/channels/:id', { onRequest: requirePermission('channel.publish', (req) => req.params.id) }, handler);
 */
export function protect(verifier: Verifier) {
  function guarded(permission: string | undefined, resourceOf: ResourceOf<RoutedRequest>) {
    return (request: Request, reply: Reply, done: Done): void => {
      try {
        const asked = askedOf(permission, resourceOf, request as RoutedRequest);
        const judged = judgeRequest(verifier, headerOf, request, asked);
        if (judged instanceof Promise) {
          judged.then((late) => letIn(late, request, reply, done)).catch(done);
        } else {
          letIn(judged, request, reply, done);
        }
      } catch (error) {
        done(error as Error);
      }
    };
  }
  return {
    /** Whoever has a valid token. */
    requireToken: () => guarded(undefined, undefined),
    /** Whoever may do this on the resource of the request. */
    requirePermission: (permission: string, resourceOf?: ResourceOf<RoutedRequest>) =>
      guarded(permission, resourceOf),
  };
}

/** Who calls, in a handler behind `requireToken` or `requirePermission`. Throws elsewhere. */
export function callerOf(request: object): Caller {
  const caller = (request as Carrying)[key];
  if (!caller) throw new Error('This route is not protected: nobody knows who calls.');
  return caller;
}

function letIn(judged: Judged, request: Request, reply: Reply, done: Done): void {
  if ('refusal' in judged) {
    const { status, headers, body } = judged.refusal;
    reply
      .code(status)
      .headers({ ...headers })
      .send(body);
    return;
  }
  (request as Carrying)[key] = judged.caller;
  done();
}

function headerOf({ headers }: Request, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}
