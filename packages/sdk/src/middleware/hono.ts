import type { Verifier } from '../verifier/verifier.ts';
import { type Caller, judgeRequest } from './judge-request.ts';
import { askedOf, type ResourceOf } from './requirement.ts';

export type { Caller } from './judge-request.ts';

/** What of Hono's context is needed; version 4 has it. */
interface Context {
  readonly req: {
    header(name: string): string | undefined;
    param(name: string): string | undefined;
  };
  set(key: 'caller', caller: Caller): void;
}

/** For `new Hono<Protected>()`: handlers find who calls by `c.get('caller')`. */
export interface Protected {
  Variables: { caller: Caller };
}

type Next = () => Promise<void>;

/**
 * Protects routes of Hono:
 *
 *     const { requirePermission } = protect(verifier);
 *     app.post('/channels/:id', requirePermission('channel.publish', (c) => c.req.param('id')), handler);
 */
export function protect(verifier: Verifier) {
  function guarded(permission: string | undefined, resourceOf: ResourceOf<Context>) {
    return async (c: Context, next: Next): Promise<Response | undefined> => {
      const asked = askedOf(permission, resourceOf, c);
      const judged = await judgeRequest(verifier, headerOf, c, asked);
      if ('refusal' in judged) {
        const { status, headers, body } = judged.refusal;
        return Response.json(body, { status, headers });
      }
      c.set('caller', judged.caller);
      await next();
      return undefined;
    };
  }
  return {
    /** Whoever has a valid token. */
    requireToken: () => guarded(undefined, undefined),
    /** Whoever may do this on the resource of the request. */
    requirePermission: (permission: string, resourceOf?: ResourceOf<Context>) =>
      guarded(permission, resourceOf),
  };
}

const headerOf = ({ req }: Context, name: string): string | undefined => req.header(name);
