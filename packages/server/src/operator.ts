import { ConfigError, loadStorageConfig } from './config.ts';
import { runCommand, UsageError, usage } from './operator/run-command.ts';
import { StorageRefused, StorageUnavailable } from './storage/errors.ts';

const plain = [ConfigError, StorageRefused, StorageUnavailable];

try {
  const { out, notes } = await runCommand(process.argv.slice(2), {
    storage: loadStorageConfig(process.env),
    // npm runs commands from the root of the checkout; files are named from where the operator stands.
    folder: process.env['INIT_CWD'] ?? process.cwd(),
    now: Date.now(),
  });
  if (out) process.stdout.write(`${out}\n`);
  if (notes) process.stderr.write(`${notes}\n`);
} catch (error) {
  if (error instanceof UsageError) {
    process.stderr.write(`${error.message}\n\n${usage}\n`);
    process.exitCode = 2;
  } else {
    process.stderr.write(
      plain.some((kind) => error instanceof kind)
        ? `${(error as Error).message}\n`
        : `${error instanceof Error ? error.stack : error}\n`,
    );
    process.exitCode = 1;
  }
}
