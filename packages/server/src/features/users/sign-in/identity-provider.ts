import * as oidc from 'openid-client';
import { isLoopback } from '../../../loopback.ts';
import type { Claims } from './person.ts';
import { providerFailure } from './provider-failure.ts';
import { signInRefused } from './refused.ts';

export interface IdentityProviderConfig {
  /** As the provider's discovery document names itself: `https://accounts.google.com`. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface BrowserCode {
  /** The address the browser came back to, with what the provider added to it. */
  readonly callback: URL;
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/**
 * The provider people sign in with. Every claim it hands over comes from an ID token whose signature, issuer,
 * audience and times were checked, or from the provider's own answer about the same person. All methods reject
 * with `sign_in_refused` or `provider_unavailable`; each call to the provider ends within five seconds.
 */
export interface IdentityProvider {
  /** Where to send a person, with the client's id added to these parameters. */
  authorizationUrl(parameters: Record<string, string>): Promise<URL>;
  redeemBrowserCode(code: BrowserCode): Promise<Claims>;
  /** Redeems a code alone. The `nonce` among the claims is for the caller to check. */
  redeemCode(code: string, redirectUri: string): Promise<Claims>;
}

const timeoutS = 5;
/** For so long the provider's addresses and keys are taken to be where they were. */
const freshForMs = 3_600_000;

/**
 * Nothing is asked of the provider before the first sign-in, so that this server starts while it is down.
 * Throws where the issuer is neither https nor on this machine.
 */
export function identityProvider(
  config: IdentityProviderConfig,
  clock: () => number = Date.now,
): IdentityProvider {
  const issuer = new URL(config.issuer);
  const isPlain = issuer.protocol === 'http:' && isLoopback(issuer.hostname);
  if (issuer.protocol !== 'https:' && !isPlain) {
    throw new Error(`The issuer ${config.issuer} must be an https address.`);
  }
  let known: { readonly configuration: oidc.Configuration; readonly at: number } | undefined;
  let asking: Promise<oidc.Configuration> | undefined;

  async function configuration(): Promise<oidc.Configuration> {
    if (known && clock() - known.at < freshForMs) return known.configuration;
    asking ??= discover(config, issuer, isPlain).finally(() => {
      asking = undefined;
    });
    try {
      known = { configuration: await asking, at: clock() };
      return known.configuration;
    } catch (error) {
      if (known) return known.configuration;
      throw signInRefused('provider_unavailable', error);
    }
  }

  async function ask<T>(work: (configuration: oidc.Configuration) => Promise<T>): Promise<T> {
    const current = await configuration();
    try {
      return await work(current);
    } catch (error) {
      const reason = providerFailure(error);
      if (!reason) throw error;
      // It may have moved: look again the next time.
      if (reason === 'provider_unavailable') known = undefined;
      throw signInRefused(reason, error);
    }
  }

  return {
    authorizationUrl: (parameters) =>
      ask(async (current) => oidc.buildAuthorizationUrl(current, parameters)),
    redeemBrowserCode: ({ callback, state, nonce, verifier }) =>
      ask(async (current) => {
        const tokens = await oidc.authorizationCodeGrant(current, callback, {
          expectedState: state,
          expectedNonce: nonce,
          pkceCodeVerifier: verifier,
          idTokenExpected: true,
        });
        return claimsOf(current, tokens);
      }),
    redeemCode: (code, redirectUri) =>
      ask(async (current) => {
        const parameters = { code, redirect_uri: redirectUri };
        const tokens = await oidc.genericGrantRequest(current, 'authorization_code', parameters);
        return claimsOf(current, tokens);
      }),
  };
}

function discover(
  { clientId, clientSecret }: IdentityProviderConfig,
  issuer: URL,
  isPlain: boolean,
): Promise<oidc.Configuration> {
  const inBody = oidc.ClientSecretPost(clientSecret);
  const inHeader = oidc.ClientSecretBasic(clientSecret);
  // The default is the header (RFC 8414, 2); where the body will do, it has fewer ways to be misread.
  const authentication: oidc.ClientAuth = (server, ...rest) =>
    server.token_endpoint_auth_methods_supported?.includes('client_secret_post')
      ? inBody(server, ...rest)
      : inHeader(server, ...rest);
  return oidc.discovery(issuer, clientId, undefined, authentication, {
    timeout: timeoutS,
    execute: [
      // TLS alone would do for a token from the provider itself (OpenID Connect Core 1.0, 3.1.3.7); a proxy
      // that ends TLS on the way would not be noticed then.
      oidc.enableNonRepudiationChecks,
      ...(isPlain ? [oidc.allowInsecureRequests] : []),
    ],
  });
}

type Tokens = Awaited<ReturnType<typeof oidc.genericGrantRequest>>;

/**
 * The ID token's claims. A provider may keep what the scopes ask for out of it and tell it at its UserInfo
 * endpoint instead (OpenID Connect Core 1.0, 5.4); what the ID token does say stays.
 */
async function claimsOf(configuration: oidc.Configuration, tokens: Tokens): Promise<Claims> {
  const claims = tokens.claims();
  if (!claims) throw new oidc.ClientError('The provider sent no ID token.');
  const isComplete = ['email', 'email_verified', 'name'].every((name) => name in claims);
  if (isComplete || !configuration.serverMetadata().userinfo_endpoint) return claims;
  const told = await oidc.fetchUserInfo(configuration, tokens.access_token, claims.sub);
  return { ...withoutForeignVoucher(told, claims), ...claims };
}

/** What vouches for one address must not vouch for another: `email_verified` is of the `email` it came with. */
function withoutForeignVoucher(told: Claims, claims: Claims): Claims {
  if (!('email' in claims) || claims['email'] === told['email']) return told;
  const { email_verified: _, ...rest } = told;
  return rest;
}
