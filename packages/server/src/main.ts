import { startApp } from './app.ts';
import { type Config, ConfigError, loadConfig } from './config.ts';
import { StorageRefused } from './storage/errors.ts';

/** What an operator can mend is said in a sentence; all else keeps its stack. */
function fail(error: unknown): never {
  const isPlain = error instanceof ConfigError || error instanceof StorageRefused;
  console.error(isPlain ? `Keywright cannot start. ${error.message}` : error);
  process.exit(1);
}

function configured(): Config {
  try {
    return loadConfig(process.env);
  } catch (error) {
    return fail(error);
  }
}

const config = configured();
const app = await startApp(config).catch(fail);
console.log(`\n  Keywright is ready. Open ${app.url}\n`);
if (config.signIn.kind === 'development') {
  console.log(
    '  Development sign-in with sample accounts; nobody but this machine can reach it.\n',
  );
}

let isStopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.on(signal, () => {
    // The second time somebody means it.
    if (isStopping) process.exit(1);
    isStopping = true;
    app.stop().then(() => process.exit(0), fail);
  });
}
