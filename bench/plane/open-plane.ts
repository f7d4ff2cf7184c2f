import type { KyselyPlugin } from 'kysely';
import { endOldSecret } from '../../packages/server/src/features/tokens/life/end-old-secret.ts';
import { changeEverywhere } from '../../packages/server/src/plane/revocation/change-everywhere.ts';
import { openLease } from '../../packages/server/src/plane/revocation/lease.ts';
import { createReceipts } from '../../packages/server/src/plane/revocation/receipts.ts';
import { sessionJwts } from '../../packages/server/src/plane/session-jwt.ts';
import {
  createVerification,
  type Verification,
} from '../../packages/server/src/plane/verification/verification.ts';
import { openStorage, type StorageConfig } from '../../packages/server/src/storage/open.ts';
import type { Db, Storage } from '../../packages/server/src/storage/storage.ts';

export interface OpenPlane {
  /** One with a cache of its own. */
  verification(): Verification;
  /** Renews the lease, which lasts 3 s, for what is then done without a pause. */
  renew(): Promise<void>;
  /** Statements that were sent to the database to fill caches, so far. */
  statements(): number;
  close(): Promise<void>;
}

/** The most tokens that are kept in memory; the caller's is one more. */
export const mostCached = 100_000;

/** The plane's own verification, on a real database and with a real lease, as a server puts it together. */
export async function openPlane(config: StorageConfig): Promise<OpenPlane> {
  const storage = await openStorage(config);
  const lease = openLease({ log: storage.revocation, label: 'bench', version: '0' });
  await lease.hold();
  const counted = countStatements(storage);
  const jwts = sessionJwts({ id: 'bench', secret: Buffer.alloc(32) }, 'http://127.0.0.1');
  return {
    verification: () =>
      createVerification({
        storage: counted.storage,
        standing: lease,
        changeEverywhere: changeEverywhere(
          storage,
          createReceipts(storage.revocation, lease, () => 0),
        ),
        jwts,
        endOldSecret,
        clock: () => lease.now(),
        maxTokens: mostCached + 1,
      }),
    renew: () => lease.renew(),
    statements: () => counted.statements,
    async close() {
      await lease.leave();
      await storage.close();
    },
  };
}

function countStatements(storage: Storage) {
  const counted = { statements: 0, storage };
  const counting: KyselyPlugin = {
    transformQuery({ node }) {
      counted.statements += 1;
      return node;
    },
    transformResult: async ({ result }) => result,
  };
  const handle = (db: Db) => {
    const own = db as Db & { withPlugin(plugin: KyselyPlugin): object };
    return Object.assign(own.withPlugin(counting), { engine: db.engine }) as Db;
  };
  counted.storage = { ...storage, read: (work) => storage.read((db) => work(handle(db))) };
  return counted;
}
