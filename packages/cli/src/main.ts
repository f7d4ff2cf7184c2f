#!/usr/bin/env node
import { parseArgs } from 'node:util';
import { ConfigError } from './runner/config.ts';
import { loadConfig } from './runner/load-config.ts';
import { runUntilStopped } from './runner/run-until-stopped.ts';
import { StartRefused } from './runner/start-refused.ts';

const usage = `Usage: keywright runner --config runner.yaml

  runner   Carries out the tasks of one cluster: see docs/runner.md.
`;

/** What an operator can mend is said in a sentence; all else keeps its stack. */
function fail(error: unknown): never {
  const isPlain = error instanceof ConfigError || error instanceof StartRefused;
  console.error(isPlain ? error.message : error);
  process.exit(1);
}

function asked(): { command: string | undefined; config: string | undefined } {
  try {
    const options = { config: { type: 'string', short: 'c' } } as const;
    const { positionals, values } = parseArgs({ allowPositionals: true, options });
    return {
      command: positionals.length === 1 ? positionals[0] : undefined,
      ...{ config: values.config },
    };
  } catch {
    return { command: undefined, config: undefined };
  }
}

const { command, config } = asked();
if (command !== 'runner' || config === undefined) {
  process.stderr.write(usage);
  process.exit(2);
}

try {
  await runUntilStopped(loadConfig(config, process.env));
  process.exit(0);
} catch (error) {
  fail(error);
}
