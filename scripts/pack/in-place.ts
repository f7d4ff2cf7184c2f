// What `npm pack` runs before and after it reads the folder of one package: it finds there what `npm run pack` packs,
// and afterwards all is as it was.
import { copyFileSync, cpSync, existsSync, renameSync, rmSync } from 'node:fs';
import { root, setupDirectory } from '../setup/paths.mjs';
import { laidOut } from './lay-out.ts';
import { published } from './manifest.ts';

const [step, wanted] = process.argv.slice(2);
const name = published.find((one) => one === wanted);
if (name === undefined) throw new Error(`Expected one of ${published.join(', ')}.`);
const folder = `${root}/packages/${name}`;
const laid = ['dist', 'man', 'LICENSE'];
const kept = `${setupDirectory}/package-json-of-${name}`;

// Also before: one that was cut off in the middle has left its own behind.
restore();
if (step === 'compiled') {
  await laidOut(name, (folderOf) => {
    for (const made of laid.filter((one) => existsSync(`${folderOf(name)}/${one}`))) {
      cpSync(`${folderOf(name)}/${made}`, `${folder}/${made}`, { recursive: true });
    }
    renameSync(`${folder}/package.json`, kept);
    copyFileSync(`${folderOf(name)}/package.json`, `${folder}/package.json`);
  });
}

function restore(): void {
  if (existsSync(kept)) renameSync(kept, `${folder}/package.json`);
  for (const made of laid) rmSync(`${folder}/${made}`, { recursive: true, force: true });
}
