import { ConfigError, loadStorageConfig } from './config.ts';
import { runCommand, UsageError, usage } from './operator/run-command.ts';
import { StorageRefused, StorageUnavailable } from './storage/errors.ts';

const plain = [ConfigError, StorageRefused, StorageUnavailable];

try {
  const args = process.argv.slice(2);
  const { out, notes } = await runCommand(args, loadStorageConfig(process.env), Date.now());
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
