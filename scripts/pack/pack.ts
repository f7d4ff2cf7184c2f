import { mkdirSync } from 'node:fs';
import { npm } from '../setup/install-packages.mjs';
import { setupDirectory } from '../setup/paths.mjs';
import { laidOut } from './lay-out.ts';
import { manifestIn, published } from './manifest.ts';

/** Packs what others install, as `npm publish` would. Answers with the archives, in the order to publish them. */
export function pack(to: string): Promise<string[]> {
  mkdirSync(to, { recursive: true });
  return laidOut('cli', async (folderOf) => {
    const archives: string[] = [];
    for (const name of published) {
      const args = ['pack', folderOf(name), '--pack-destination', to, '--ignore-scripts'];
      await npm(`Packing ${name}`, args, { log: `${setupDirectory}/pack-${name}.log` });
      archives.push(`${to}/keywright-${name}-${manifestIn(name).version}.tgz`);
    }
    return archives;
  });
}
