import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { npm } from '../setup/install-packages.mjs';
import { root, setupDirectory } from '../setup/paths.mjs';
import { compile } from './compile.ts';
import { published, publishedManifest } from './manifest.ts';

/** Compiles what others install and packs it as `npm publish` would. Answers with the archives, in the order to publish. */
export async function pack(to: string): Promise<string[]> {
  mkdirSync(setupDirectory, { recursive: true });
  // Inside the checkout, where the compiler finds the packages of others.
  const build = mkdtempSync(`${setupDirectory}/pack-`);
  try {
    const archives: string[] = [];
    for (const name of published) {
      await compile(name, build);
      const manifest = publishedManifest(name);
      const folder = `${build}/${name}`;
      writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, null, 2)}\n`);
      copyFileSync(`${root}/LICENSE`, `${folder}/LICENSE`);
      copyFileSync(`${root}/packages/${name}/README.md`, `${folder}/README.md`);
      mkdirSync(to, { recursive: true });
      const args = ['pack', folder, '--pack-destination', to, '--ignore-scripts'];
      await npm(`Packing ${name}`, args, { log: `${build}/${name}-pack.log` });
      archives.push(`${to}/keywright-${name}-${manifest.version}.tgz`);
    }
    return archives;
  } finally {
    rmSync(build, { recursive: true, force: true });
  }
}
