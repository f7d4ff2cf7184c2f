import { readFileSync } from 'node:fs';
import { examplesIn, type Installed } from './installed.ts';
import type { Platform, Program } from './platforms.ts';

export interface Outcome {
  /** What it said instead, if anything was wrong. */
  readonly wrong?: string;
  readonly note?: string;
}

interface Trial extends Platform {
  readonly program: Program;
  /** Server and token of the examples. */
  readonly env: Readonly<Record<string, string>>;
}

/** Runs the examples of the client's page and the command line on one platform, and tells of each how it went. */
export async function* tryOn(
  installed: Installed,
  { program, args, env, command }: Trial,
): AsyncGenerator<[string, Outcome]> {
  if (command === 'refuses') {
    yield ['keywright is refused', await refused(installed, program.path)];
    return;
  }
  const page = `${installed.folder}/node_modules/@keywright/sdk/README.md`;
  for (const [n, code] of examplesIn(readFileSync(page, 'utf8')).entries()) {
    const file = `example-${n}.mjs`;
    installed.write(file, code);
    const ended = await installed.run(program.path, [...args, file], env);
    yield [`example ${n + 1}`, ended.code === 0 ? {} : { wrong: ended.out + ended.err }];
  }
  if (command === 'works') yield ['keywright --help', await helped(installed, program.path)];
}

const keywright = 'node_modules/@keywright/cli/dist/main.js';

async function refused(installed: Installed, node: string): Promise<Outcome> {
  const { code, out, err } = await installed.run(node, [keywright, '--help']);
  const isRefused = code === 1 && out === '' && err.includes('Node 22.12 or newer');
  return isRefused ? {} : { wrong: `${code}\n${out}${err}` };
}

async function helped(installed: Installed, node: string): Promise<Outcome> {
  const { code, out, err } = await installed.run(node, [keywright, '--help']);
  if (code !== 0 || err !== '' || !out.includes('Usage: keywright')) return { wrong: out + err };
  return { note: await startTimes(installed, node) };
}

/** The quickest of some, beside a program that does nothing, one after the other so that a busy moment hits both. */
async function startTimes(installed: Installed, node: string): Promise<string> {
  const time = async (args: readonly string[]) => {
    const start = performance.now();
    await installed.run(node, args);
    return performance.now() - start;
  };
  let [bare, help] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  for (let n = 0; n < 9; n += 1) {
    bare = Math.min(bare, await time(['-e', '0']));
    help = Math.min(help, await time([keywright, '--help']));
  }
  return `${Math.round(help)} ms, ${(help / bare).toFixed(1)} times node -e 0`;
}
