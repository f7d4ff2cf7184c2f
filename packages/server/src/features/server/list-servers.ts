import { endpoints } from '@keywright/contract';
import { site } from '../../plane/decide.ts';
import type { ServerState } from '../../plane/revocation/read-servers.ts';
import { readOperation } from '../../request/operation.ts';
import { wireTime } from '../../request/time.ts';
import type { Engine } from '../../storage/storage.ts';

/** All servers of this site, and what they follow. */
export interface Servers {
  readonly items: readonly ServerState[];
  readonly engine: Engine;
  readonly database: {
    readonly isDurable: boolean;
    readonly head: number;
    readonly term: string;
  };
}

/** Handed in by who follows them. Rejects with StorageUnavailable. */
export type ReadServers = () => Promise<Servers>;

export const listServersOperation = (readServers: ReadServers) =>
  readOperation(endpoints.listServers, {
    // Before the snapshot is opened: SQLite has one connection to read by, and this needs one of its own.
    prepare: () => readServers(),
    target: async () => ({ row: undefined, resource: site, visible: true }),
    async run(_db, _asked, _row, { items, engine, database }) {
      const { isDurable, ...rest } = database;
      return { items: items.map(wireServer), database: { engine, ...rest, durable: isDurable } };
    },
  });

function wireServer(server: ServerState) {
  const { id, name, version, lag, verifiers } = server;
  return {
    id,
    name,
    version,
    joined_at: wireTime(server.joinedAt),
    renewed_at: wireTime(server.renewedAt),
    lease: server.leaseEndsInMs > 0 ? ('held' as const) : ('lapsed' as const),
    lease_ends_in_ms: server.leaseEndsInMs,
    lag,
    verifiers,
    is_this: server.isThis,
  };
}
