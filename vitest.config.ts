import { defineConfig } from 'vitest/config';

const onDatabases = [
  'packages/server/src/**/*.db.test.ts',
  'tests/{authorization,crash,scale,storage}/**/*.db.test.ts',
  'tests/api/**/*.test.ts',
  'tests/compat/**/*.test.ts',
  'tests/mqtt/**/*.test.ts',
  'tests/verifiers/**/*.test.ts',
  'tests/verify/**/*.test.ts',
];

const databaseProject = (engine: 'sqlite' | 'postgres') => ({
  extends: true as const,
  test: {
    name: engine,
    include: [...onDatabases, `tests/**/*.${engine}.test.ts`],
    env: { KEYWRIGHT_TEST_ENGINE: engine },
    globalSetup: [`tests/kit/global-setup-${engine}.ts`],
    // The server is read once by each worker, and not again for each file: a quarter of the time. No test leaves
    // anything behind in a module.
    isolate: false,
    // What waits for other processes is late now and then. A test that passed at a second try is named in the report;
    // a random case that was found wrong is wrong, whatever the next ones are.
    retry: { count: 1, condition: /^(?!Property failed)/ },
  },
});

/**
 * The tests on a database (`*.db.test.ts`) run twice, as one project per engine; those that one engine alone can
 * be asked (`*.sqlite.test.ts`, `*.postgres.test.ts`) run there; all others run once.
 */
export default defineConfig({
  test: {
    allowOnly: false,
    // More than the cores of a small machine: many tests wait, for a process that was killed or a time to pass.
    maxWorkers: 3,
    // Generous: a busy machine is no failure.
    testTimeout: 60_000,
    expect: { poll: { timeout: 15_000 } },
    hookTimeout: 180_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            'packages/*/src/**/*.test.{ts,tsx}',
            'tests/{unit,architecture,authorization,chaos,crash,model,scale,storage}/**/*.test.ts',
          ],
          exclude: ['**/node_modules/**', '**/dist/**', '**/*.{db,sqlite,postgres}.test.ts'],
        },
      },
      databaseProject('sqlite'),
      databaseProject('postgres'),
    ],
  },
});
