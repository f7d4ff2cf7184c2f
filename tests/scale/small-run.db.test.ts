import { expect, test } from 'vitest';
import { engineUnderTest } from '../kit/database.ts';
import { measureEngine } from './measure-engine.ts';

test('`npm run scale` loads a site, and times every request to it', async () => {
  const size = {
    users: 300,
    tokens: 3000,
    tree: { organizations: 40, projects: 80, envs: 300, grants: 1000 },
    deployed: { deployments: 200, tasks: 2000 },
    entities: 2000,
  };
  const times = { authentications: 100, each: 3 };
  const { timings, version } = await measureEngine(engineUnderTest(), size, times);
  expect(version).toMatch(/^(SQLite 3|PostgreSQL 1)/);
  expect(timings.length).toBeGreaterThan(40);
  for (const { p50, p99 } of timings) expect(p50).toBeLessThanOrEqual(p99);
}, 120_000);
