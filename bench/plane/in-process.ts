import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askPlane } from './asked-plane.ts';
import { type Cached, type InUse, type Size, timeCached } from './cached-checks.ts';
import { bytesPerToken } from './memory-of-cache.ts';
import { type Misses, measureMisses } from './misses.ts';
import { mostCached, type OpenPlane, openPlane } from './open-plane.ts';
import { type Stored, storeTokens } from './stored-tokens.ts';

export interface InProcess {
  readonly cached: readonly Cached[];
  /** Bytes of memory for one cached token, of accounts that have ten each, and one each. */
  readonly bytesOfTen: number;
  readonly bytesOfOne: number;
  readonly misses: Misses;
}

interface Filled {
  readonly open: OpenPlane;
  readonly stored: Stored;
  readonly count: number;
}

const misses = 1000;

/** What the endpoint calls, called directly: on SQLite, with as many tokens cached as are in use, of so many or fewer. */
export async function measureInProcess(large: number): Promise<InProcess> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-bench-plane-'));
  const opened: OpenPlane[] = [];
  const store = async (count: number, known: number, ofOne = 10): Promise<Filled> => {
    const storage = { engine: 'sqlite', dataDir: join(folder, `${count} ${ofOne}`) } as const;
    const stored = await storeTokens(storage, { count, ofOne, known });
    const open = await openPlane(storage);
    opened.push(open);
    return { open, stored, count };
  };
  try {
    const sites = [await store(1000, 1000), await store(10_000, 10_000)];
    const largest = await store(large, mostCached + misses);
    const all = [...sites.map((site) => inUse(site, site.count)), inUse(largest, 10_000)];
    const full = await inUse(largest, mostCached);
    const alone = await inUse(await store(20_000, 20_000, 1), 20_000);
    // Before anything else fills memory, or is collected.
    const bytesOfTen = await bytesPerToken(full.plane, full.texts);
    const bytesOfOne = await bytesPerToken(alone.plane, alone.texts);
    const cached = await timeCached([...(await Promise.all(all)), full]);
    const { open, stored } = largest;
    const uncached = stored.texts.slice(mostCached);
    return {
      cached,
      bytesOfTen,
      bytesOfOne,
      misses: await measureMisses(full.plane, open.statements, uncached),
    };
  } finally {
    for (const open of opened) await open.close();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function inUse({ open, stored, count }: Filled, number: number): Promise<InUse> {
  const size: Size = { stored: count, inUse: number };
  const plane = await askPlane(open.verification(), stored);
  return { size, plane, renew: open.renew, texts: stored.texts.slice(0, number) };
}
