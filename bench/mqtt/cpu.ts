import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** Where a broker listens; `url` is that of its API. */
export interface Ready {
  readonly port: number;
  readonly url?: string;
}

/** In a broker's process: says that it is ready, then answers each message with the CPU time it has used, in microseconds. */
export function answerCpu(ready: Ready): void {
  process.on('message', () => {
    const { user, system } = process.cpuUsage();
    process.send?.(user + system);
  });
  process.send?.(ready);
}

export interface BrokerProcess extends Ready {
  /** Microseconds of CPU so far, of all its threads. */
  cpu(): Promise<number>;
  end(): void;
}

export async function startBroker(
  script: string,
  env: Readonly<Record<string, string>> = {},
): Promise<BrokerProcess> {
  const child: ChildProcess = fork(fileURLToPath(new URL(script, import.meta.url)), {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  process.once('exit', () => child.kill('SIGKILL'));
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${script} ended.`);
  });
  ended.catch(() => {});
  const [ready] = (await Promise.race([once(child, 'message'), ended])) as [Ready];
  return {
    ...ready,
    async cpu() {
      const answer = once(child, 'message');
      child.send('cpu');
      const [used] = await answer;
      return used;
    },
    end: () => {
      child.kill('SIGKILL');
    },
  };
}
