import type { Permission } from '@keywright/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import {
  countGranted,
  type GrantedQuestion,
  type Level,
  levels,
  listCollected,
  listWalked,
} from '../../packages/server/src/features/resources/lists/queries.ts';
import type { Plane } from '../../packages/server/src/plane/plane.ts';
import type { Caller } from '../../packages/server/src/plane/principal.ts';
import { openStorage } from '../../packages/server/src/storage/open.ts';
import { inReach, type Reach, underReach } from '../../packages/server/src/storage/reach.ts';
import type { Db, Storage } from '../../packages/server/src/storage/storage.ts';
import { createDatabase, type TestDatabase } from '../kit/database.ts';
import type { ImaginedSite, Question } from './imagined-site.ts';
import { withSite } from './load-site.ts';
import { oracleAllows, oracleBeyond, oracleInScope, oracleLists, scopesOf } from './oracle.ts';
import { planeAt } from './plane-at.ts';
import { givenAway, questionedSite } from './random-site.ts';
import { holderOf, placeAsked, principalOf } from './server-rule.ts';

let database: TestDatabase;
let storage: Storage;
let now = 0;
let plane: Plane;
beforeAll(async () => {
  database = await createDatabase();
  storage = await openStorage(database.storage);
  plane = await planeAt(storage, () => now);
});
afterAll(async () => {
  await storage.close();
  await database.drop();
});

/** A caller as the plane would have found it at that time. */
function callerOf(site: ImaginedSite, { principal, token }: Asker): Caller {
  const holder = holderOf(principalOf(site, principal), now);
  const credential =
    token === null
      ? { kind: 'session' }
      : { kind: 'user_token', id: token, access: scopesOf(site, token) ? 'scoped' : 'full' };
  return { principal: { ...holder, id: principal }, credential } as unknown as Caller;
}

type Asker = Pick<Question, 'principal' | 'token'>;

test('what is decided from the database is what the oracle says', async () => {
  let cases = 0;
  const property = fc.asyncProperty(
    questionedSite(20),
    givenAway,
    async ({ site, questions }, given) => {
      // As for a page of rows: all places are loaded at once.
      const places = questions.map((question) => placeAsked(site, question));
      await withSite(storage, site, async (tx) => {
        for (const [i, question] of questions.entries()) {
          now = question.now;
          const place = placeAsked(site, question);
          const caller = callerOf(site, question);
          const rights = await plane.rights(tx, caller, i % 2 === 0 ? places : [place]);
          const says = rights.may(question.permission as Permission, place);
          expect(says).toBe(oracleAllows(site, question));
          const inScope = rights.inScope(question.permission as Permission, place);
          expect(inScope).toBe(oracleInScope(site, question));
          const missing = rights.beyond(given.permissions, place, given.until);
          expect(missing).toBe(oracleBeyond(site, question, given));
          cases += 1;
        }
      });
    },
  );
  await fc.assert(property, { numRuns: 50 });
  console.info(`authorization from ${storage.engine}: ${cases} cases`);
}, 120_000);

const listed = ['organization', 'project', 'env', 'channel', 'dashboard', 'deployment'] as const;

test('a list filtered by the database holds what the oracle says, whichever way it is filtered', async () => {
  let cases = 0;
  let rows = 0;
  const property = fc.asyncProperty(questionedSite(6), async ({ site, questions }) => {
    await withSite(storage, site, async (tx) => {
      for (const { principal, token, now: at } of questions) {
        now = at;
        for (const type of listed) {
          const wanted = oracleLists(site, { principal, token, type, now }).map(({ id }) => id);
          const caller = callerOf(site, { principal, token });
          const reach = await plane.reach(tx, caller, `${type}.list`);
          const lists = await listsOf(tx, type, reach);
          for (const list of lists) expect(list.sort(), type).toEqual(wanted.toSorted());
          cases += 1;
          rows += wanted.length;
        }
      }
    });
  });
  await fc.assert(property, { numRuns: 80 });
  console.info(`lists from ${storage.engine}: ${cases} cases, ${rows} rows`);
}, 120_000);

/** A list of a type in each way that suits it. */
async function listsOf(db: Db, type: (typeof listed)[number], reach: Reach): Promise<string[][]> {
  const select = (where: ReturnType<typeof inReach>) =>
    db
      .selectFrom('resources')
      .select('id')
      .where('type', '=', type)
      // What stands there from the first day is of no site that was imagined.
      .where(sql<boolean>`created_at = 0`)
      .where(where)
      .execute();
  const found = [await select(inReach(reach, 'resources'))];
  // It looks at grants for no deployment kind alone, for types that have none.
  if (type !== 'deployment') {
    const columns = {
      organization: 'resources.organization_id',
      project: 'resources.project_id',
      self: 'resources.id',
    };
    found.push(await select(underReach(reach, columns)));
  }
  const ids: string[][] = found.map((list) => list.map(({ id }) => id));
  if (reach.kind === 'granted' && isLevel(type)) ids.push(...(await pagesOf(db, { type, reach })));
  return ids;
}

const isLevel = (type: string): type is Level => (levels as readonly string[]).includes(type);

/** As the lists of the API go: few are put in order as they are found, many are met on a walk. */
async function pagesOf(db: Db, question: GrantedQuestion): Promise<string[][]> {
  const counts = await countGranted(db, question);
  const from = levels.filter((level) => counts[level] > 0);
  if (from.length === 0) return [[]];
  const whole = { limit: 1000, offset: 0 };
  const collected = await listCollected(db, question, from, whole);
  const walked = await listWalked(db, question, from, whole);
  expect(walked, 'in the same order').toEqual(collected);
  expect(from.reduce((sum, level) => sum + counts[level], 0)).toBe(walked.length);
  return [collected, walked];
}
