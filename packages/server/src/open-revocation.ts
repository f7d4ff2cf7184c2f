import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type ChangeEverywhere, changeEverywhere } from './plane/revocation/change-everywhere.ts';
import { type Lease, openLease } from './plane/revocation/lease.ts';
import { readServers } from './plane/revocation/read-servers.ts';
import { createReceipts } from './plane/revocation/receipts.ts';
import { startSweeping } from './plane/revocation/sweep.ts';
import type { Storage } from './storage/storage.ts';
import { version } from './version.ts';

export interface Revocation {
  readonly lease: Lease;
  readonly changeEverywhere: ChangeEverywhere;
  readonly readServers: () => ReturnType<typeof readAll>;
  /** Leaves the other servers; they need not wait for this one any more. */
  stop(): Promise<void>;
}

interface Rooms {
  readonly config: Config;
  readonly storage: Storage;
  /** Verifiers that are connected here. */
  readonly verifiers: () => number;
  readonly logger: Logger;
}

/** Joins the servers of this database, and resolves once this one may answer. */
export async function openRevocation(rooms: Rooms): Promise<Revocation> {
  const { config, storage, verifiers, logger } = rooms;
  const log = storage.revocation;
  const isUnchecked = process.env['KEYWRIGHT_TEST_NO_LEASE_CHECK'] === '1';
  if (isUnchecked) {
    logger.error('KEYWRIGHT_TEST_NO_LEASE_CHECK is set: this server may answer by what is over');
  }
  const lease = openLease({
    log,
    label: config.serverName,
    version,
    isStrict: config.isStrict,
    isUnchecked,
    verifiers,
    onGivenUp: (why) => logger.warn({ why }, 'joining the servers of this site again'),
  });
  const joinedAt = Date.now();
  const stopSweeping = startSweeping(log);
  await lease.hold();
  return {
    lease,
    changeEverywhere: changeEverywhere(storage, createReceipts(log, lease, verifiers)),
    readServers: () => readAll(rooms, lease, joinedAt),
    async stop() {
      await stopSweeping();
      await lease.leave();
    },
  };
}

async function readAll({ config, storage, verifiers }: Rooms, lease: Lease, joinedAt: number) {
  const self = { label: config.serverName, version, joinedAt };
  const read = await readServers({ log: storage.revocation, lease, self, verifiers });
  return { ...read, engine: storage.engine };
}
