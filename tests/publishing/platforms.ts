import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';

/** What runs JavaScript, from the npm package that holds its program. */
export interface Platform {
  readonly name: string;
  readonly package: string;
  readonly file: string;
  /** What stands before the file to run. */
  readonly args: readonly string[];
  /** What the command line does there. */
  readonly command: 'works' | 'refuses' | 'is not for it';
}

const { platform, arch } = process;
const denoArgs = ['run', '--allow-net', '--allow-env', '--allow-read', '--no-prompt', '--quiet'];

const node = (major: number): Platform => ({
  name: `Node ${major}`,
  package: `node-${platform}-${arch}@${major}`,
  file: `node-${platform}-${arch}/bin/node`,
  args: [],
  command: major < 22 ? 'refuses' : 'works',
});

export const platforms: readonly Platform[] = [
  ...[20, 22, 24, 26].map(node),
  {
    name: 'Deno 2',
    package: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}@2`,
    file: `@deno/${platform}-${arch}${platform === 'linux' ? '-glibc' : ''}/deno`,
    args: [...denoArgs, '--node-modules-dir=manual'],
    command: 'is not for it',
  },
  {
    name: 'Bun 1',
    package: `@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}@1`,
    file: `@oven/bun-${platform}-${arch === 'arm64' ? 'aarch64' : arch}/bin/bun`,
    args: ['run'],
    command: 'is not for it',
  },
];

/** Where its program is, until it is removed. */
export interface Program {
  readonly path: string;
  remove(): void;
}

export async function installPlatform(wanted: Platform): Promise<Program> {
  const folder = mkdtempSync(`${tmpdir()}/keywright-platform-`);
  const args = ['install', '--prefix', folder, '--no-audit', '--no-fund', '--ignore-scripts'];
  execFileSync('npm', [...args, wanted.package], { stdio: ['ignore', 'ignore', 'inherit'] });
  return {
    path: `${folder}/node_modules/${wanted.file}`,
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
