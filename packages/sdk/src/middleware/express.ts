import type { Verifier } from '../verifier/verifier.ts';
import { type Caller, type Judged, judgeRequest } from './judge-request.ts';
import { askedOf, type ResourceOf } from './requirement.ts';

export type { Caller } from './judge-request.ts';

/** What of Express is needed: versions 4 and 5 have it. */
interface Request {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly params: Readonly<Record<string, string | string[]>>;
}

interface Response {
  readonly locals: Record<string, unknown>;
  status(code: number): { set(headers: Record<string, string>): { json(body: unknown): unknown } };
}

type Next = (error?: unknown) => void;

const key = 'keywright';

/**
 * Protects routes of Express. The handler finds who calls by `callerOf(response)`.
 *
 *     const { requirePermission } = protect(verifier);
 *     app.post('/channels/:id', requirePermission('channel.publish', (req) => req.params.id), handler);
 */
export function protect(verifier: Verifier) {
  function guarded<Q extends Request>(permission: string | undefined, resourceOf: ResourceOf<Q>) {
    return (request: Q, response: Response, next: Next): void => {
      try {
        const asked = askedOf(permission, resourceOf, request);
        const judged = judgeRequest(verifier, headerOf, request, asked);
        if (judged instanceof Promise) {
          judged.then((late) => letIn(late, response, next)).catch(next);
        } else {
          letIn(judged, response, next);
        }
      } catch (error) {
        next(error);
      }
    };
  }
  return {
    /** Whoever has a valid token. */
    requireToken: () => guarded(undefined, undefined),
    /** Whoever may do this on the resource of the request. */
    requirePermission: <Q extends Request = Request>(
      permission: string,
      resourceOf?: ResourceOf<Q>,
    ) => guarded(permission, resourceOf),
  };
}

/** Who calls, in a handler behind `requireToken` or `requirePermission`. Throws elsewhere. */
export function callerOf({ locals }: Pick<Response, 'locals'>): Caller {
  const caller = locals[key];
  if (caller === undefined) throw new Error('This route is not protected: nobody knows who calls.');
  return caller as Caller;
}

function letIn(judged: Judged, response: Response, next: Next): void {
  if ('refusal' in judged) {
    const { status, headers, body } = judged.refusal;
    response
      .status(status)
      .set({ ...headers })
      .json(body);
    return;
  }
  response.locals[key] = judged.caller;
  next();
}

function headerOf({ headers }: Request, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value.join(', ') : value;
}
