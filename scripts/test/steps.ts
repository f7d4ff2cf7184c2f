import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildConsole } from '../setup/build-console.mjs';
import { type Counts, judge, oneFailed, onePassed, type RunnerReport } from './counts.ts';
import { readPlaywrightReport } from './playwright-report.ts';
import { runScript } from './run-script.ts';
import { readVitestReport } from './vitest-report.ts';

export interface Step {
  readonly title: string;
  run(): Promise<Counts>;
}

/** A step that holds or does not: counted as one test. */
const check = (title: string, run: () => Promise<number | null>): Step => ({
  title,
  async run() {
    const code = await run();
    return code === 0 ? onePassed : oneFailed(`${title} ended with ${code}`);
  },
});

const biome = check('Format and lint (biome)', () =>
  runScript('node_modules/@biomejs/biome/bin/biome', ['ci', '--error-on-warnings']),
);
const types = check('Types (tsc)', () => runScript('node_modules/typescript/bin/tsc', []));
const unused = check('Unused code (knip)', () => runScript('node_modules/knip/bin/knip.js', []));

const pages = check('Build the pages', async () => {
  await buildConsole();
  return 0;
});

const vitest = (title: string, args: readonly string[]): Step => ({
  title,
  run: () =>
    withReport('vitest', readVitestReport, (file) =>
      runScript('node_modules/vitest/vitest.mjs', [
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${file}`,
        ...args,
      ]),
    ),
});

const playwright: Step = {
  title: 'Pages in a real browser, on both engines (playwright)',
  run: () =>
    withReport('playwright', readPlaywrightReport, (file) =>
      runScript('node_modules/@playwright/test/cli.js', ['test', '--reporter=list,json'], {
        PLAYWRIGHT_JSON_OUTPUT_FILE: file,
      }),
    ),
};

export const staticSteps: readonly Step[] = [biome, types, unused];

/** Tests that need neither a browser nor a database. */
export const unitSteps: readonly Step[] = [
  vitest('Rules, parsers and architecture (vitest)', ['--project=unit']),
];

/** All tests; they need `provideDatabases` and Chromium. */
export const testSteps: readonly Step[] = [
  pages,
  vitest('Rules, parsers, architecture, and the server on both engines (vitest)', []),
  playwright,
];

async function withReport(
  runner: string,
  read: (text: string) => RunnerReport,
  run: (file: string) => Promise<number | null>,
): Promise<Counts> {
  const folder = mkdtempSync(join(tmpdir(), 'keywright-report-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run(file);
    const report = existsSync(file) ? read(readFileSync(file, 'utf8')) : undefined;
    return judge(runner, code, report);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
