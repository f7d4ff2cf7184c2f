import { Stopped } from '../program/stopped.ts';
import { ConfigError } from './config.ts';
import { loadConfig } from './load-config.ts';
import { runUntilStopped } from './run-until-stopped.ts';
import { StartRefused } from './start-refused.ts';

/** The runner from its file, until it is told to stop. What an operator can mend is said in a sentence. */
export async function carryOutTasks(file: string): Promise<void> {
  try {
    await runUntilStopped(loadConfig(file, process.env));
  } catch (error) {
    if (error instanceof ConfigError || error instanceof StartRefused) {
      throw new Stopped('failed', error.message);
    }
    throw error;
  }
}
