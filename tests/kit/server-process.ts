import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { node26, root } from '../../scripts/setup/paths.mjs';

/** A server as an operator runs it: a process of its own. */
export interface ServerProcess {
  /** What people open: `http://127.0.0.1:49152`. */
  readonly url: string;
  /** What it has said so far, for a failure to show. */
  log(): string;
  /** Asks it to drain and end; answers with its exit code. */
  stop(): Promise<number | null>;
  /** As a crash does it: nothing is drained. */
  kill(): Promise<void>;
  /** Stops it in the middle of whatever it does, as a machine without time for it would; `resume` lets it go on. */
  pause(): void;
  resume(): void;
}

/** What starts a server, and how long that may take. */
export interface Launch {
  readonly command: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly withinMs: number;
}

const directly: Launch = {
  command: node26,
  args: [`${root}/packages/server/src/main.ts`],
  cwd: root,
  withinMs: 30_000,
};

/** Starts the server on a free port; the variables are its only KEYWRIGHT_ ones, whatever is set here. */
export async function startServerProcess(
  env: Readonly<Record<string, string>>,
  launch: Launch = directly,
): Promise<ServerProcess> {
  const child = spawn(launch.command, launch.args, {
    cwd: launch.cwd,
    env: { ...ownVariables(), KEYWRIGHT_PORT: '0', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own: `npm start` has children, and a signal is meant for all of them.
    detached: true,
  });
  const signal = (name: NodeJS.Signals) => {
    const hasEnded = child.exitCode !== null || child.signalCode !== null;
    if (child.pid !== undefined && !hasEnded) process.kill(-child.pid, name);
  };
  const abandon = () => signal('SIGKILL');
  process.once('exit', abandon);
  const said: string[] = [];
  const exited = once(child, 'exit').then(([code]) => {
    process.off('exit', abandon);
    return code as number | null;
  });
  const url = await Promise.race([
    announcedUrl(child, said),
    failedStart(exited, said, launch.withinMs),
  ]);
  return {
    url,
    log: () => said.join('\n'),
    stop() {
      signal('SIGTERM');
      return exited;
    },
    async kill() {
      signal('SIGKILL');
      await exited;
    },
    pause: () => signal('SIGSTOP'),
    resume: () => signal('SIGCONT'),
  };
}

function ownVariables(): NodeJS.ProcessEnv {
  const names = Object.keys(process.env).filter((name) => !name.startsWith('KEYWRIGHT_'));
  return Object.fromEntries(names.map((name) => [name, process.env[name]]));
}

/** The address that it prints for people to open. */
function announcedUrl(child: ChildProcess, said: string[]): Promise<string> {
  const { promise, resolve } = Promise.withResolvers<string>();
  for (const stream of [child.stdout, child.stderr]) {
    if (stream === null) continue;
    createInterface(stream).on('line', (line) => {
      said.push(line);
      const url = /\bOpen (https?:\/\/[^\s"]+)/.exec(line)?.[1];
      if (url !== undefined) resolve(url.replace(/\/$/, ''));
    });
  }
  return promise;
}

async function failedStart(
  exited: Promise<number | null>,
  said: string[],
  withinMs: number,
): Promise<never> {
  const { promise: late, resolve } = Promise.withResolvers<string>();
  const timer = setTimeout(() => resolve(`said nothing for ${withinMs} ms`), withinMs);
  const reason = await Promise.race([exited.then((code) => `ended with ${code}`), late]);
  clearTimeout(timer);
  throw new Error(`The server ${reason}:\n${said.join('\n')}`);
}
