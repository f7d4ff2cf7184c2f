import type { TokenId } from '@keywright/contract';
import type { Tx } from '../../storage/storage.ts';

/** Ends the secret before the one of this digest, while a token is being rotated. `now`: milliseconds since 1970. */
export type EndOldSecret = (
  tx: Tx,
  id: TokenId,
  used: { readonly digest: Uint8Array; readonly now: number },
) => Promise<void>;
