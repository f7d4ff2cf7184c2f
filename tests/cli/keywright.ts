import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { node26, root } from '../../scripts/setup/paths.mjs';

export interface Answered {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
  /** What `--json` printed. */
  // biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field, and assert on them.
  readonly json: any;
}

/** A person at a terminal-less shell: a home of their own, in which `keywright` keeps what it keeps. */
export interface Shell {
  readonly home: string;
  readonly configFile: string;
  readonly env: Readonly<Record<string, string>>;
  /** Runs it to its end. Nothing is typed; `input` comes through a pipe. */
  run(args: readonly string[], more?: RunOptions): Promise<Answered>;
  start(args: readonly string[], more?: RunOptions): ChildProcess;
  remove(): void;
}

interface RunOptions {
  readonly input?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** No byte can be written to any file. */
  readonly isDiskFull?: boolean;
}

/** What Node keeps compiled outlives each home, as a person's cache outlives each command. */
const cache = join(tmpdir(), `keywright-cli-cache-${process.getuid?.() ?? 0}`);

export const program = `${root}/packages/cli/src/main.ts`;

export function openShell(): Shell {
  const home = mkdtempSync(join(tmpdir(), 'keywright-cli-'));
  const env = {
    PATH: process.env['PATH'] ?? '',
    HOME: home,
    XDG_CACHE_HOME: cache,
    KEYWRIGHT_KEYCHAIN: 'off',
  };
  const start = (args: readonly string[], more: RunOptions = {}) => {
    const limit = more.isDiskFull ? 'ulimit -f 0;' : '';
    const command = ['-c', `${limit} exec "$@"`, 'bash', node26, program, ...args];
    const child = spawn('bash', command, {
      cwd: home,
      env: { ...env, ...more.env },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    child.stdin.on('error', () => undefined);
    child.stdin.end(more.input ?? '');
    return child;
  };
  return {
    home,
    configFile: join(home, '.config', 'keywright', 'config.toml'),
    env,
    start,
    async run(args, more) {
      const child = start(args, more);
      const [out, err, [code]] = await Promise.all([
        text(child.stdout),
        text(child.stderr),
        once(child, 'close') as Promise<[number | null]>,
      ]);
      const json = args.includes('--json') && out !== '' ? JSON.parse(out) : undefined;
      return { code, out, err, json };
    },
    remove: () => rmSync(home, { recursive: true, force: true, maxRetries: 5 }),
  };
}
