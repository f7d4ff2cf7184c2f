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
  { program, args, env, isNode }: Trial,
): AsyncGenerator<[string, Outcome]> {
  const page = `${installed.folder}/node_modules/@keywright/sdk/README.md`;
  for (const [n, code] of examplesIn(readFileSync(page, 'utf8')).entries()) {
    const file = `example-${n}.mjs`;
    installed.write(file, code);
    const ended = await installed.run(program.path, [...args, file], env);
    yield [`example ${n + 1}`, ended.code === 0 ? {} : { wrong: ended.out + ended.err }];
  }
  if (!isNode) return;
  const command = 'node_modules/@keywright/cli/dist/main.js';
  const { code, out, err } = await installed.run(program.path, [command, '--help']);
  const isFine = code === 0 && err === '' && out.includes('Usage: keywright');
  const times = isFine ? await startTimes(installed, program.path, command) : '';
  yield ['keywright --help', isFine ? { note: times } : { wrong: out + err }];
}

/** The quickest of some, beside that of a program that does nothing. */
async function startTimes(installed: Installed, node: string, command: string): Promise<string> {
  const best = async (args: readonly string[]) => {
    const times: number[] = [];
    for (let n = 0; n < 7; n += 1) {
      const start = performance.now();
      await installed.run(node, args);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const [bare, help] = [await best(['-e', '0']), await best([command, '--help'])];
  return `${Math.round(help)} ms, ${(help / bare).toFixed(1)} times node -e 0`;
}
