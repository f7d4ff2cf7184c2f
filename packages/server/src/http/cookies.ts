import type { FastifyReply, FastifyRequest } from 'fastify';
import { Secret } from '../plane/secret.ts';
import type { CookieChange, CookieName } from '../request/operation.ts';

export interface Cookies {
  read(request: FastifyRequest): Partial<Record<CookieName, Secret>>;
  change(reply: FastifyReply, changes: readonly CookieChange[]): void;
}

const names: readonly CookieName[] = ['session', 'sign_in'];

/**
 * The site's cookies. HttpOnly: no script reads them. SameSite=Lax: sent when somebody follows a link here (as the
 * way back from the provider is), and not with another site's posts. Over https they are Secure, with the `__Host-`
 * prefix, so that neither plain http nor a sibling domain can set them (RFC 6265bis, 4.1.3.2).
 */
export function siteCookies(isHttps: boolean): Cookies {
  const wireName = (name: CookieName) => `${isHttps ? '__Host-' : ''}keywright_${name}`;
  return {
    read(request) {
      const cookies: Partial<Record<CookieName, Secret>> = {};
      for (const name of names) {
        const value = request.cookies[wireName(name)];
        if (value) cookies[name] = new Secret(value);
      }
      return cookies;
    },
    change(reply, changes) {
      for (const { name, set } of changes) {
        reply.setCookie(wireName(name), set?.value.reveal() ?? '', {
          path: '/',
          httpOnly: true,
          sameSite: 'lax',
          secure: isHttps,
          maxAge: set ? Math.floor(set.maxAgeMs / 1000) : 0,
        });
      }
    },
  };
}
