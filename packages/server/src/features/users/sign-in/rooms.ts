import type { SessionKey } from '../../../plane/session-jwt.ts';
import type { AvatarFetcher } from '../avatar/avatar-fetcher.ts';
import type { ProgramSignInRooms } from '../cli-sign-in/rooms.ts';
import type { Welcome } from '../welcome.ts';
import { derivedKey } from './derived-key.ts';
import type { IdentityProvider } from './identity-provider.ts';
import type { SignInPolicy } from './standing.ts';

/** What sign-ins need of the rest of the server. */
export interface SignInRooms extends ProgramSignInRooms {
  readonly provider: IdentityProvider;
  /** What people call it: "Google". */
  readonly providerName: string;
  /** Whether it is the one for development, which lets anybody be anybody. */
  readonly isDevelopment: boolean;
  readonly key: SessionKey;
  readonly policy: SignInPolicy;
  readonly avatars: AvatarFetcher;
  readonly welcome: Welcome;
}

export interface SignInKeys {
  readonly nonce: Uint8Array;
  readonly cookie: Uint8Array;
}

export function signInKeys(key: SessionKey): SignInKeys {
  return { nonce: derivedKey(key, 'sign-in nonce'), cookie: derivedKey(key, 'sign-in cookie') };
}

/** Asks for who it is, their e-mail address, and their name and picture. */
export const scope = 'openid email profile';
