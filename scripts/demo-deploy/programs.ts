import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { root } from '../setup/paths.mjs';

const startsWithinMs = 60_000;

/** A process that was started here. */
export interface Program {
  readonly name: string;
  said(): readonly string[];
  /** Asks it to end, and waits until it has. */
  stop(): Promise<void>;
  kill(): void;
}

/** Starts the server on a free port. */
export async function startServer(
  dataDir: string,
  more: Readonly<Record<string, string>> = {},
): Promise<Program & { url: string }> {
  const env = {
    KEYWRIGHT_DATA_DIR: dataDir,
    KEYWRIGHT_PORT: '0',
    KEYWRIGHT_DEV_SIGN_IN: 'on',
    KEYWRIGHT_LOG_LEVEL: 'warn',
    ...more,
  };
  const program = startProgram('server', [`${root}/packages/server/src/main.ts`], env);
  const [, url = ''] = await program.line(/\bOpen (https?:\/\/\S+)/);
  return { ...program, url: url.replace(/\/$/, '') };
}

export interface RunnerSettings {
  readonly server: string;
  readonly envId: string;
  readonly runnerToken: string;
}

/** Starts a runner with the example's config file, in which only the places are changed. */
export async function startRunner(
  folder: string,
  { server, envId, runnerToken }: RunnerSettings,
): Promise<Program & { workDir: string }> {
  const example = `${root}/examples/web`;
  const workDir = join(folder, 'work');
  const places = {
    server,
    token_file: join(folder, 'runner-token'),
    '  env': envId,
    work_dir: workDir,
    charts: `${example}/charts`,
  };
  let text = readFileSync(`${example}/runner.yaml`, 'utf8');
  for (const [setting, value] of Object.entries(places)) {
    text = text.replace(new RegExp(`^${setting}:.*$`, 'm'), `${setting}: ${value}`);
  }
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'runner.yaml'), text);
  writeFileSync(places.token_file, runnerToken, { mode: 0o600 });
  const args = [
    `${root}/packages/cli/src/main.ts`,
    'runner',
    '--config',
    join(folder, 'runner.yaml'),
  ];
  const program = startProgram('runner', args, {});
  await program.line(/Working for cluster/);
  return { ...program, workDir };
}

/** Its only KEYWRIGHT_ variables are the given ones, whatever is set here. */
function startProgram(
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
) {
  const own = Object.entries(process.env).filter(([key]) => !key.startsWith('KEYWRIGHT_'));
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: { ...Object.fromEntries(own), ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  const waiting = new Set<(line: string) => void>();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface(stream).on('line', (line) => {
      lines.push(line);
      for (const listener of waiting) listener(line);
    });
  }
  const exited = once(child, 'exit');
  return {
    name,
    said: () => lines,
    /** Waits for a line that it prints. Throws where it ends before, or takes too long. */
    async line(pattern: RegExp): Promise<RegExpExecArray> {
      const { promise, resolve, reject } = Promise.withResolvers<RegExpExecArray>();
      const look = (line: string) => {
        const found = pattern.exec(line);
        if (found) resolve(found);
      };
      for (const line of lines) look(line);
      waiting.add(look);
      const fail = (why: string) =>
        reject(new Error(`The ${name} ${why}:\n${lines.slice(-15).join('\n')}`));
      const timer = setTimeout(() => fail('does not come up'), startsWithinMs);
      exited.then(() => fail('ended before it was ready'));
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(look);
      });
    },
    async stop() {
      child.kill('SIGTERM');
      await exited;
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}
