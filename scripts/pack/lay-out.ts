import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { root, setupDirectory } from '../setup/paths.mjs';
import { compile } from './compile.ts';
import { manifestIn, type Published, published, publishedManifest } from './manifest.ts';

/**
 * Lays packages out as they are published, up to and including `last`, each in a folder of its own, and has them taken
 * from there. The folder is inside the checkout, where the compiler finds the packages of others, and goes afterwards.
 */
export async function laidOut<T>(
  last: Published,
  take: (folderOf: (name: Published) => string) => T | Promise<T>,
): Promise<T> {
  mkdirSync(setupDirectory, { recursive: true });
  const build = mkdtempSync(`${setupDirectory}/pack-`);
  try {
    for (const name of published.slice(0, published.indexOf(last) + 1)) await layOut(name, build);
    return await take((name) => `${build}/${name}`);
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}

async function layOut(name: Published, build: string): Promise<void> {
  await compile(name, build);
  const folder = `${build}/${name}`;
  const manifest = JSON.stringify(publishedManifest(name), null, 2);
  writeFileSync(`${folder}/package.json`, `${manifest}\n`);
  copyFileSync(`${root}/LICENSE`, `${folder}/LICENSE`);
  copyFileSync(`${root}/packages/${name}/README.md`, `${folder}/README.md`);
  if (manifestIn(name).bin !== undefined) writeManual(folder);
}

/** The program writes its own manual page; `npm install --global` puts it where `man` finds it. */
function writeManual(folder: string): void {
  const page = execFileSync(process.execPath, [`${root}/packages/cli/src/main.ts`, 'man']);
  mkdirSync(`${folder}/man`);
  writeFileSync(`${folder}/man/keywright.1`, page);
}
