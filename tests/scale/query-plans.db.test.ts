import { globSync } from 'node:fs';
import { siteId } from '@keywright/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Tx } from '../../packages/server/src/storage/storage.ts';
import { root } from '../../scripts/setup/paths.mjs';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import { type CapturingDatabase, openCapturing } from './captured-queries.ts';
import { makeDataSet } from './data-set.ts';
import { type KnownIds, readKnownIds } from './known-ids.ts';
import { loadRows } from './load-rows.ts';
import type { Allowed } from './query-case.ts';
import { queryCases } from './query-cases.ts';

const source = `${root}/packages/server/src`;
const modules = globSync('**/queries.ts', { cwd: source }).sort();

interface Case {
  readonly given: readonly unknown[];
  readonly may?: Allowed;
}
/** Loose, because what is in it is checked where it is written. */
const casesOf = (known: KnownIds) =>
  queryCases(known) as unknown as Record<string, Record<string, Record<string, Case>>>;
const titles = casesOf({ at: 0 } as KnownIds);

let database: TestDatabase;
let overheard: CapturingDatabase;
let known: KnownIds;

beforeAll(async () => {
  database = await createDatabase();
  const tree = { organizations: 500, projects: 1000, envs: 4000, grants: 20_000 };
  const { tables } = makeDataSet(
    {
      ...{ users: 10_000, tokens: 10_000, tree, entities: 20_000 },
      deployed: { deployments: 2000, tasks: 20_000 },
    },
    Date.now(),
  );
  await loadRows(database.storage, tables);
  overheard = openCapturing(database.storage);
  await overheard.plansOf(async (tx) => {
    known = await readKnownIds(tx);
  });
});
afterAll(async () => {
  await overheard?.close();
  await database?.drop();
});

function caseOf(module: string, name: string, says: string): Case {
  const found = casesOf(known)[module]?.[name]?.[says];
  if (!found) throw new Error(`There is no ${says} of ${name}.`);
  return found;
}

test('every module with queries has its rows here', () => {
  expect(Object.keys(titles).sort()).toEqual(modules);
});

describe.each(modules)('%s', async (module) => {
  const functions = Object.entries(await import(`${source}/${module}`)).filter(
    (entry): entry is [string, (tx: Tx, ...given: unknown[]) => Promise<unknown>] =>
      typeof entry[1] === 'function',
  );

  test('every query that it exports has a row', () => {
    expect(Object.keys(titles[module] ?? {}).sort()).toEqual(
      functions.map(([name]) => name).sort(),
    );
  });

  const rows = functions.flatMap(([name, query]) =>
    Object.keys(titles[module]?.[name] ?? {}).map((says) => ({ name, says, query })),
  );
  test.each(rows)('$name, $says, finds its rows by an index', async ({ name, says, query }) => {
    const { given, may = {} } = caseOf(module, name, says);
    const captured = await overheard.plansOf((tx) => query(tx, ...given), may.sorts ?? false);
    expect(captured).not.toEqual([]);
    for (const { sql, plan } of captured) {
      const wrong = plan.accesses.filter(
        ({ how }) => (how === 'scan' && !may.scans) || (how === 'walk' && !may.walks),
      );
      expect(wrong, sql).toEqual([]);
      expect(plan.sorts && !may.sorts, `puts rows in order: ${sql}`).toBe(false);
    }
  });
});

test('a token is authenticated by one statement, which looks up one row in each of three tables', async () => {
  const { tokenMaterial } = await import('../../packages/server/src/plane/queries.ts');
  const captured = await overheard.plansOf((tx) => tokenMaterial(tx, known.token));
  expect(captured).toHaveLength(1);
  expect(captured[0]?.plan.accesses.map(({ how }) => how)).toEqual([
    'look-up',
    'look-up',
    'look-up',
  ]);
});

test('a decision takes two statements at most, each by an index', async () => {
  const { heldGrants } = await import('../../packages/server/src/plane/held-grants.ts');
  const { holder, organization, project, env } = known;
  const captured = await overheard.plansOf((tx) =>
    heldGrants(tx, holder, [siteId, organization, project, env]),
  );
  expect(captured.length).toBeLessThanOrEqual(2);
  for (const { plan } of captured) {
    expect(plan.accesses.map(({ how }) => how)).not.toContain('scan');
  }
});

test('the scopes of a token are looked up by what they are on, however many it has', async () => {
  const { scopesOn } = await import('../../packages/server/src/plane/queries.ts');
  const { token, organization, project, env } = known;
  const path = [siteId, organization, project, env];
  const captured = await overheard.plansOf((tx) => scopesOn(tx, token, path));
  expect(captured).toHaveLength(1);
  expect(captured[0]?.plan.accesses.map(({ step }) => step)).toEqual([
    expect.stringMatching(/ token_scopes_at( \(token_id=\? AND target_id=\?\))?$/),
  ]);
});
