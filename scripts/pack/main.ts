// Packs what others install: `npm run -s pack [FOLDER]`; without a folder, into dist/.
import { resolve } from 'node:path';
import { root } from '../setup/paths.mjs';
import { SetupError } from '../setup/setup-error.mjs';
import { publishedManifest } from './manifest.ts';
import { pack } from './pack.ts';

try {
  const archives = await pack(resolve(process.argv[2] ?? `${root}/dist`));
  process.stdout.write(`${archives.join('\n')}\n`);
  if (publishedManifest('sdk')['repository'] === undefined) {
    process.stderr.write(
      'They name no repository, which a provenance statement needs: publish them from CI on GitHub or GitLab.\n',
    );
  }
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exit(1);
}
