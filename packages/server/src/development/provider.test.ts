import { once } from 'node:events';
import { request } from 'node:http';
import * as oidc from 'openid-client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type DevelopmentProvider, startDevelopmentProvider } from './provider.ts';

const redirectUri = 'http://127.0.0.1:9/auth/callback';
let provider: DevelopmentProvider;

beforeAll(async () => {
  provider = await startDevelopmentProvider({ redirectUris: [redirectUri] });
});
afterAll(() => provider.stop());

class Jar {
  readonly #cookies = new Map<string, string>();

  async fetch(url: string, form?: Record<string, string>): Promise<Response> {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: { cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {}),
    });
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.#cookies.set(name, value);
    }
    return response;
  }
}

const next = (response: Response): string =>
  new URL(response.headers.get('location') ?? '', response.url).href;

function discovered(): Promise<oidc.Configuration> {
  return oidc.discovery(
    new URL(provider.issuer),
    provider.clientId,
    undefined,
    oidc.ClientSecretPost(provider.clientSecret),
    { execute: [oidc.allowInsecureRequests, oidc.enableNonRepudiationChecks] },
  );
}

async function start(jar: Jar, config: oidc.Configuration): Promise<string> {
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: redirectUri,
    scope: 'openid email profile',
    nonce: 'nonce-1',
    state: 'state-1',
  });
  return next(await jar.fetch(url.href));
}

async function finish(jar: Jar, page: string, act: string, form = {}): Promise<URL> {
  const resume = next(await jar.fetch(`${page}/${act}`, form));
  return new URL(next(await jar.fetch(resume)));
}

const expected = { expectedState: 'state-1', expectedNonce: 'nonce-1' };

describe('the development provider', () => {
  test('signs anybody in over plain HTTP, with all claims in the ID token', async () => {
    const config = await discovered();
    const jar = new Jar();
    const page = await start(jar, config);
    const callback = await finish(jar, page, 'sign-in', {
      email: 'Admin@example.test',
      email_verified: 'true',
    });
    const tokens = await oidc.authorizationCodeGrant(config, callback, expected);
    const claims = tokens.claims();
    expect(claims).toMatchObject({
      email: 'Admin@example.test',
      email_verified: true,
      name: 'Ada Admin',
      picture: `${provider.issuer}/pictures/admin.png`,
    });
    const picture = await fetch(String(claims?.['picture']));
    expect(picture.headers.get('content-type')).toBe('image/png');
  });

  test('asks again each time, and lets the same browser be somebody else', async () => {
    const config = await discovered();
    const jar = new Jar();
    for (const email of ['member@example.test', 'new@example.test']) {
      const callback = await finish(jar, await start(jar, config), 'sign-in', { email });
      const tokens = await oidc.authorizationCodeGrant(config, callback, expected);
      expect(tokens.claims()).toMatchObject({ email, email_verified: false });
    }
  });

  test('tells the client when the person cancels', async () => {
    const jar = new Jar();
    const callback = await finish(jar, await start(jar, await discovered()), 'cancel');
    expect(callback.searchParams.get('error')).toBe('access_denied');
    expect(callback.searchParams.get('state')).toBe('state-1');
  });

  test('shows a page without scripts that loads nothing', async () => {
    const jar = new Jar();
    const response = await jar.fetch(await start(jar, await discovered()));
    expect(response.status).toBe(200);
    expect(response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await response.text();
    expect(html).not.toContain('<script');
    expect(html).toContain('Ada Admin');
  });

  test('does not show the page to a browser that did not start the sign-in', async () => {
    const page = await start(new Jar(), await discovered());
    expect((await new Jar().fetch(page)).status).toBe(400);
  });

  test('answers under its own address alone, whatever name leads to it', async () => {
    const asked = request(`${provider.issuer}/.well-known/openid-configuration`, {
      headers: { host: 'keys.evil.example' },
    }).end();
    const [answer] = await once(asked, 'response');
    expect(answer.statusCode).toBe(421);
    answer.resume();
  });

  test('goes on after an address that cannot be read', async () => {
    expect((await fetch(`${provider.issuer}//`)).status).toBe(400);
    expect((await fetch(`${provider.issuer}/.well-known/openid-configuration`)).status).toBe(200);
  });

  test('refuses to send anybody to another machine', async () => {
    const elsewhere = { redirectUris: ['http://keywright.example.com/auth/callback'] };
    await expect(startDevelopmentProvider(elsewhere)).rejects.toThrow('this machine alone');
  });
});
