import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { node26 } from '../../../scripts/setup/paths.mjs';
import { loadCore, pinnedTo } from '../measured-process.ts';
import type { Answered, Ask, Plan } from './plan.ts';

export interface Load {
  /** Rejects where a server answered anything but what the plan expects. */
  ask(plan: Plan, ms: number): Promise<Answered>;
  end(): void;
}

/** Starts the program of the load, away from the servers' processor. */
export function startLoad(): Load {
  const [command = '', ...args] = [
    ...pinnedTo(loadCore),
    node26,
    fileURLToPath(new URL('program.ts', import.meta.url)),
  ];
  const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(() => {
    throw new Error('The load ended.');
  });
  ended.catch(() => {});
  return {
    async ask(plan, ms) {
      const answer = once(child, 'message');
      const asked: Ask = { plan, ms };
      child.send(asked);
      const [answered] = (await Promise.race([answer, ended])) as [Answered];
      return answered;
    },
    end: () => {
      child.kill('SIGKILL');
    },
  };
}
