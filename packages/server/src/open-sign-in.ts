import type { Logger } from 'pino';
import { announceChange } from './audit/write-audit-event.ts';
import type { Config } from './config.ts';
import { startDevelopmentProvider } from './development/provider.ts';
import { welcome } from './features/access/grants/new-user-grants.ts';
import { avatarFetcher } from './features/users/avatar/avatar-fetcher.ts';
import {
  type IdentityProviderConfig,
  identityProvider,
} from './features/users/sign-in/identity-provider.ts';
import {
  callbackPaths,
  type SignInOperations,
  signInOperations,
} from './features/users/sign-in/operations.ts';
import { limitedAttempts } from './http/limited-attempts.ts';
import type { SessionJwts, SessionKey } from './plane/session-jwt.ts';
import type { Storage } from './storage/storage.ts';

interface Rooms {
  readonly config: Config;
  readonly url: string;
  readonly storage: Storage;
  readonly key: SessionKey;
  readonly jwts: SessionJwts;
  readonly clock: () => number;
  readonly logger: Logger;
}

export interface SignIn {
  readonly operations: SignInOperations;
  stop(): Promise<void>;
}

/** The provider people sign in with, as far as the rest of the server needs to know it. */
interface Chosen {
  readonly client: IdentityProviderConfig;
  readonly name: string;
  readonly isDevelopment: boolean;
  readonly requireVerifiedEmail: boolean;
  /** Sample accounts that need no administrator to let them in. */
  readonly admins: readonly string[];
  readonly active: readonly string[];
  stop(): Promise<void>;
}

export async function openSignIn(rooms: Rooms): Promise<SignIn> {
  const { config, url, storage, key, jwts, clock, logger } = rooms;
  const chosen = await chooseProvider(config, url);
  const avatars = avatarFetcher({
    storage,
    clock,
    onFailure: (userId, err) => logger.info({ user_id: userId, err }, 'picture not fetched'),
    onChange: (tx, userId) => announceChange(tx, 'user', userId),
    ...(chosen.isDevelopment && { allowOrigin: new URL(chosen.client.issuer).origin }),
  });
  const guesses = limitedAttempts('failed-attempts', config.failedAttemptsPerMinute, clock);
  const operations = signInOperations({
    provider: identityProvider(chosen.client),
    providerName: chosen.name,
    isDevelopment: chosen.isDevelopment,
    jwts,
    key,
    policy: {
      adminEmails: [...config.adminEmails, ...chosen.admins],
      activeEmails: chosen.active,
      autoActivateDomains: config.autoActivateDomains,
      requireVerifiedEmail: chosen.requireVerifiedEmail,
    },
    url,
    avatars,
    welcome,
    countGuess(key) {
      const { isBeyond, resetS } = guesses.count(key);
      return isBeyond ? resetS : undefined;
    },
  });
  return {
    operations,
    async stop() {
      await avatars.stop();
      await chosen.stop();
    },
  };
}

async function chooseProvider({ signIn }: Config, url: string): Promise<Chosen> {
  switch (signIn.kind) {
    case 'oidc':
      return {
        client: { ...signIn, clientSecret: signIn.clientSecret.reveal() },
        name: signIn.providerName,
        isDevelopment: false,
        requireVerifiedEmail: signIn.requireVerifiedEmail,
        admins: [],
        active: [],
        stop: async () => {},
      };
    case 'development': {
      const provider = await startDevelopmentProvider({
        redirectUris: callbackPaths.map((path) => url + path),
      });
      return {
        client: provider,
        name: 'a sample account',
        isDevelopment: true,
        requireVerifiedEmail: true,
        admins: ['admin@example.test'],
        active: ['member@example.test'],
        stop: () => provider.stop(),
      };
    }
    default:
      throw signIn satisfies never;
  }
}
