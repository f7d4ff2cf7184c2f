import { randomBytes } from 'node:crypto';
import { exportJWK, generateKeyPair } from 'jose';
import type { Configuration, KoaContextWithOIDC } from 'oidc-provider';
import { base as basePolicy } from 'oidc-provider/lib/helpers/interaction_policy/index.js';
import type { Account } from './accounts.ts';
import { memoryAdapter } from './memory-adapter.ts';
import { errorPage, pageHeaders } from './sign-in-page.ts';

export interface Client {
  readonly clientId: string;
  readonly clientSecret: string;
  readonly redirectUris: readonly string[];
}

const minute = 60;
const hour = 60 * minute;
const scope = 'openid email profile';

/**
 * How the provider behaves: one client, no consent to give, all it knows about a person in the ID token (or,
 * where `claimsFrom` is `userinfo`, behind the access token only). Whatever it would print a reminder about is
 * set, so it prints nothing.
 */
export async function providerOptions(
  client: Client,
  accounts: ReadonlyMap<string, Account>,
  claimsFrom: 'id_token' | 'userinfo',
): Promise<Configuration> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const policy = basePolicy();
  policy.remove('consent');
  const origins = [...new Set(client.redirectUris.map((uri) => new URL(uri).origin))];
  return {
    adapter: memoryAdapter(),
    jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: 'development', alg: 'ES256' }] },
    enabledJWA: { idTokenSigningAlgValues: ['ES256'] },
    clients: [
      {
        client_id: client.clientId,
        client_secret: client.clientSecret,
        redirect_uris: [...client.redirectUris],
        grant_types: ['authorization_code'],
        response_types: ['code'],
        id_token_signed_response_alg: 'ES256',
      },
    ],
    claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name', 'picture'] },
    conformIdTokenClaims: claimsFrom === 'userinfo',
    features: { devInteractions: { enabled: false }, rpInitiatedLogout: { enabled: false } },
    interactions: { policy, url: (_ctx, interaction) => `/interaction/${interaction.uid}` },
    cookies: {
      keys: [randomBytes(32).toString('base64url')],
      names: { session: '_dev_session', interaction: '_dev_interaction', resume: '_dev_resume' },
      long: { httpOnly: true, sameSite: 'lax' },
      short: { httpOnly: true, sameSite: 'lax' },
    },
    ttl: {
      AccessToken: 10 * minute,
      AuthorizationCode: minute,
      Grant: hour,
      IdToken: 10 * minute,
      Interaction: hour,
      Session: hour,
    },
    clientBasedCORS: () => false,
    findAccount(_ctx, sub) {
      const account = accounts.get(sub);
      return account && { accountId: sub, claims: async () => ({ ...account }) };
    },
    loadExistingGrant,
    renderError(ctx, { error, error_description }) {
      ctx.set(pageHeaders(origins));
      ctx.body = errorPage(error, error_description ?? '');
    },
  };
}

/** Nobody is asked for consent to what the one client always asks for. */
async function loadExistingGrant({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope(scope);
  await grant.save();
  return grant;
}
