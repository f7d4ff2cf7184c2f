import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Permission, ResourceId } from '@keywright/contract';
import { siteId } from '@keywright/contract';
import type { Caller } from '../../packages/server/src/plane/principal.ts';
import { placeOf } from '../../packages/server/src/plane/tree/node.ts';
import { readNode } from '../../packages/server/src/plane/tree/queries.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import type { Db, Tx } from '../../packages/server/src/storage/storage.ts';
import type { ImaginedNode, ImaginedSite } from '../../tests/authorization/imagined-site.ts';
import { loadSite } from '../../tests/authorization/load-site.ts';
import { planeAt } from '../../tests/authorization/plane-at.ts';
import { type Measured, median } from './rounds.ts';

const rounds = 15;
const decisions = 100;

/** The same as the plane decides it: the rights on one channel, loaded from a database and asked once. */
export async function inDatabase(sizes: readonly number[]): Promise<Measured[]> {
  const dataDir = mkdtempSync(join(tmpdir(), 'keywright-bench-scopes-'));
  const storage = await openStorage({ engine: 'sqlite', dataDir });
  try {
    await storage.change((tx: Tx) => loadSite(tx, siteOf(sizes)));
    const plane = await planeAt(storage, Date.now);
    const took = sizes.map((): number[] => []);
    const decide = (db: Db, i: number, number: number) => rightOn(db, plane, i, number);
    for (let round = 0; round < rounds; round++) {
      for (const [i, size] of sizes.entries()) {
        const start = process.hrtime.bigint();
        await storage.read(async (db) => {
          for (let n = 0; n < decisions; n++) {
            if (!(await decide(db, i, n % Math.min(10, size)))) throw new Error('A wrong answer.');
          }
        });
        took[i]?.push(Number(process.hrtime.bigint() - start) / decisions);
      }
    }
    return took.map((all) => ({ nanoseconds: median(all) }));
  } finally {
    await storage.close();
    rmSync(dataDir, { recursive: true, force: true, maxRetries: 5 });
  }
}

type Plane = Awaited<ReturnType<typeof planeAt>>;

async function rightOn(db: Db, plane: Plane, token: number, channel: number): Promise<boolean> {
  const node = await readNode(db, idOf('c', channel) as ResourceId);
  if (!node) throw new Error('The channel is not there.');
  const rights = await plane.rights(db, callerOf(token), [placeOf(node)]);
  return rights.may('channel.publish' as Permission, placeOf(node));
}

const person = idOf('b', 1);

function callerOf(token: number): Caller {
  return {
    principal: { id: person, isActive: true, isAdmin: false },
    credential: { kind: 'user_token', id: idOf('e', token), access: 'scoped' },
  } as unknown as Caller;
}

function siteOf(sizes: readonly number[]): ImaginedSite {
  const most = Math.max(...sizes);
  const node = (id: string, type: string, parent: string | null): ImaginedNode => ({
    ...{ id, type, parent, name: id, kind: null, addsNewUsers: false },
  });
  const [organization, project] = [idOf('a', 1), idOf('a', 2)];
  const channels = Array.from({ length: most }, (_, i) => node(idOf('c', i), 'channel', project));
  return {
    nodes: [
      node(siteId, 'site', null),
      node(organization, 'organization', siteId),
      node(project, 'project', organization),
      ...channels,
    ],
    roles: [],
    principals: [{ kind: 'user', id: person, isActive: true, isAdmin: false }],
    grants: [
      {
        ...{ id: idOf('d', 1), principal: person, gives: { permissions: ['channel.publish'] } },
        ...{ node: project, kind: null, endsAt: null },
      },
    ],
    tokens: sizes.map((size, i) => ({
      id: idOf('e', i),
      principal: person,
      scopes: channels.slice(0, size).map(({ id }, n) => ({
        ...{ id: idOf('f', i * 100_000 + n), permission: 'channel.publish', node: id },
      })),
    })),
  };
}

function idOf(kind: string, number: number): string {
  return `${kind.repeat(8)}-0000-7000-8000-${`${number}`.padStart(12, '0')}`;
}
