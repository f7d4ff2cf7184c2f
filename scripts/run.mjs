// What every command of this checkout starts with. Runs on the Node that is there (20.19 or newer),
// sets up what is missing, and hands over to Node 26.
import { becomeNode26 } from './setup/become.mjs';
import { buildConsole } from './setup/build-console.mjs';
import { installPackages } from './setup/install-packages.mjs';
import { withSetupLock } from './setup/lock.mjs';
import { root } from './setup/paths.mjs';
import { SetupError } from './setup/setup-error.mjs';

/** @type {Record<string, { script: string, args?: string[], needsPages?: boolean } | undefined>} */
const tasks = {
  start: { script: 'packages/server/src/main.ts', needsPages: true },
  keywright: { script: 'packages/cli/src/main.ts' },
  runner: { script: 'packages/cli/src/main.ts', args: ['runner'] },
  'demo:deploy': { script: 'scripts/demo-deploy/main.ts', needsPages: true },
  'demo:messages': { script: 'scripts/demo-messages/main.ts', needsPages: true },
  admin: { script: 'packages/server/src/operator.ts' },
  docs: { script: 'scripts/docs/main.ts' },
  calls: { script: 'scripts/calls/main.ts' },
  publishing: { script: 'tests/publishing/main.ts', needsPages: true },
  pack: { script: 'scripts/pack/main.ts' },
  'pack:before': { script: 'scripts/pack/in-place.ts', args: ['compiled'] },
  'pack:after': { script: 'scripts/pack/in-place.ts', args: ['restored'] },
  test: { script: 'scripts/test/main.ts' },
  'check:fast': { script: 'scripts/test/main.ts', args: ['--fast'] },
  vitest: { script: 'node_modules/vitest/vitest.mjs', needsPages: true },
  crash: { script: 'tests/crash/main.ts', needsPages: true },
  chaos: { script: 'tests/chaos/main.ts', needsPages: true },
  scale: { script: 'tests/scale/main.ts', needsPages: true },
  model: { script: 'tests/model/main.ts' },
  schema: { script: 'tests/storage/write-schema.ts' },
  measure: { script: 'bench/measure.ts' },
  'bench:scopes': { script: 'bench/scopes/main.ts' },
  'bench:verify': { script: 'bench/verify/main.ts', needsPages: true },
  'bench:verifier': { script: 'bench/verifier/main.ts', needsPages: true },
  'bench:plane': { script: 'bench/plane/main.ts', needsPages: true },
  'bench:cli': { script: 'bench/cli-start.ts', needsPages: true },
  'bench:mqtt': { script: 'bench/mqtt/main.ts', needsPages: true },
  e2e: { script: 'node_modules/@playwright/test/cli.js', args: ['test'], needsPages: true },
};

const [name = '', ...rest] = process.argv.slice(2);
const task = tasks[name];
if (task === undefined) {
  process.stderr.write(`Which task? One of: ${Object.keys(tasks).join(', ')}\n`);
  process.exit(2);
}

try {
  await withSetupLock(async () => {
    await installPackages();
    if (task.needsPages) await buildConsole();
  });
  becomeNode26([`${root}/${task.script}`, ...(task.args ?? []), ...rest]);
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`\n${error.message}\n`);
  process.exit(1);
}
