import { type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { text } from 'node:stream/consumers';
import { pack } from '../../scripts/pack/pack.ts';
import { node26, root } from '../../scripts/setup/paths.mjs';
import type { Ended } from '../kit/run-program.ts';

/** A folder of somebody else's, outside the checkout, with the packages in it that `npm run pack` makes. */
export interface Installed {
  readonly folder: string;
  /** Runs a program there to its end. The variables beside PATH are its only ones; its home is empty. */
  run(
    program: string,
    args: readonly string[],
    env?: Readonly<Record<string, string>>,
  ): Promise<Ended>;
  write(file: string, content: string): void;
  remove(): void;
}

/** Packs, and installs with `npm install` what was packed, and what it needs and nothing else. */
export async function installPacked(): Promise<Installed> {
  const parent = mkdtempSync(`${tmpdir()}/keywright-installed-`);
  const [folder, home] = [`${parent}/app`, `${parent}/home`];
  for (const one of [folder, home]) mkdirSync(one);
  const write = (file: string, content: string) => writeFileSync(`${folder}/${file}`, content);
  const run: Installed['run'] = (program, args, env = {}) =>
    ran(program, args, { cwd: folder, env: { PATH: process.env['PATH'], HOME: home, ...env } });

  write('package.json', '{ "name": "somebody-elses", "private": true, "type": "module" }');
  const archives = await pack(`${parent}/packed`);
  // What `npm ci` of the checkout brought is in npm's cache; the registry is asked for what is not.
  const install = ['install', '--prefer-offline', '--no-audit', '--no-fund', '--omit=dev'];
  const { code, err } = await ran('npm', [...install, ...archives], { cwd: folder });
  if (code !== 0) throw new Error(`npm install ended with ${code}:\n${err}`);
  return { folder, run, write, remove: () => rmSync(parent, { recursive: true, force: true }) };
}

async function ran(
  program: string,
  args: readonly string[],
  options: SpawnOptions,
): Promise<Ended> {
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const ended = once(child, 'close') as Promise<[number | null]>;
  const { stdout, stderr } = child;
  if (!stdout || !stderr) throw new Error(`${program} has no output.`);
  const [out, err, [code]] = await Promise.all([text(stdout), text(stderr), ended]);
  return { code, out, err };
}

/** The TypeScript of a page, one text for each example. */
export const examplesIn = (markdown: string): readonly string[] =>
  [...markdown.matchAll(/```ts\n(.*?)```/gs)].map(([, code = '']) => code);

const consumer = `import { createClient, type UserToken } from '@keywright/sdk';
const client = createClient();
export const first = async (): Promise<UserToken | undefined> => (await client.listUserTokens()).items[0];
// @ts-expect-error There is no such filter.
export const wrong = () => client.listUserTokens({ query: { state: 'gone' } });
`;

/** What the compiler has to say, in its strictest mode, of three lines that use the client and of all else in the folder. */
export async function typeErrors(
  installed: Installed,
  resolution: 'nodenext' | 'bundler',
): Promise<string> {
  installed.write('consumer.ts', consumer);
  const compilerOptions = {
    ...{ strict: true, exactOptionalPropertyTypes: true, skipLibCheck: false, noEmit: true },
    ...{ target: 'es2023', lib: ['es2023', 'dom', 'dom.asynciterable'], types: [] },
    moduleResolution: resolution,
    module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
  };
  installed.write('tsconfig.json', JSON.stringify({ compilerOptions, include: ['*.ts'] }));
  const tsc = `${root}/node_modules/typescript/bin/tsc`;
  return (await installed.run(node26, [tsc, '-p', 'tsconfig.json'])).out;
}
