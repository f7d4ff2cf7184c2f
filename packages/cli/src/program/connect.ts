import { findConnection } from '@keywright/sdk/node';
import { findKeychain } from '../sign-in/keychain.ts';
import type { GlobalOptions } from './global-options.ts';

export interface Connected {
  readonly url: string;
  readonly credential: () => Promise<string | undefined>;
}

/**
 * Where to and as whom: options, then variables, then profiles; a session that `keywright login` put into the keychain
 * comes last. It was kept for one server and goes to no other. Throws a `ConfigurationError`.
 */
export async function connect({ url, profile }: GlobalOptions): Promise<Connected> {
  const found = findConnection({ url, profile });
  let kept: Promise<string | undefined> | undefined;
  const fromKeychain = async () => (await findKeychain())?.read(found.url);
  return {
    url: found.url,
    credential: async () => {
      const token = await found.token?.();
      if (token !== undefined) return token;
      kept ??= fromKeychain();
      return kept;
    },
  };
}
