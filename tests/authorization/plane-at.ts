import { endOldSecret } from '../../packages/server/src/features/tokens/life/end-old-secret.ts';
import { createPlane, type Plane } from '../../packages/server/src/plane/plane.ts';
import { sessionJwts } from '../../packages/server/src/plane/session-jwt.ts';
import { loadSessionKey } from '../../packages/server/src/plane/session-key.ts';
import type { Storage } from '../../packages/server/src/storage/storage.ts';

/** The plane as a server has it, at a time of the test's choice. */
export async function planeAt(storage: Storage, clock: () => number): Promise<Plane> {
  const key = await loadSessionKey(storage, clock());
  const jwts = sessionJwts(key, 'http://127.0.0.1');
  return createPlane({ storage, jwts, endOldSecret, clock });
}
