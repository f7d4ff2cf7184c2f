import { endOldSecret } from '../../packages/server/src/features/tokens/life/end-old-secret.ts';
import { createPlane, type Plane } from '../../packages/server/src/plane/plane.ts';
import type { Dependant, Standing } from '../../packages/server/src/plane/revocation/standing.ts';
import { sessionJwts } from '../../packages/server/src/plane/session-jwt.ts';
import { loadSessionKey } from '../../packages/server/src/plane/session-key.ts';
import type { Storage } from '../../packages/server/src/storage/storage.ts';

/** The plane as a server has it, at a time of the test's choice; it forgets what it read before each question. */
export async function planeAt(storage: Storage, clock: () => number): Promise<Plane> {
  const key = await loadSessionKey(storage, clock());
  const jwts = sessionJwts(key, 'http://127.0.0.1');
  const { standing, forget } = alone(clock);
  const plane = createPlane({
    storage,
    standing,
    changeEverywhere: async (work) => ({
      done: await storage.change(work),
      receipt: undefined,
    }),
    jwts,
    endOldSecret,
    clock,
    maxTokens: 100,
  });
  return {
    ...plane,
    authenticate(presented) {
      forget();
      return plane.authenticate(presented);
    },
    recheck(caller) {
      forget();
      return plane.recheck(caller);
    },
  };
}

/** No server beside those whose database it is: it has no lease, and so nothing to answer by from memory. */
function alone(clock: () => number): { standing: Standing; forget: () => void } {
  const dependants = new Set<Dependant>();
  return {
    standing: {
      holds: () => true,
      hold: async () => ({ term: '', head: 0 }),
      renew: async () => {},
      now: clock,
      admits: () => true,
      follow(dependant) {
        dependants.add(dependant);
        return () => dependants.delete(dependant);
      },
    },
    forget: () => {
      for (const dependant of dependants) dependant.empty();
    },
  };
}
