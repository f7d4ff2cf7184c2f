// Writes the pages of the documentation that follow from the code.
import { writeFileSync } from 'node:fs';
import { configurationDocument, configurationPage } from './configuration.ts';

writeFileSync(new URL(`../../${configurationPage}`, import.meta.url), configurationDocument());
process.stdout.write(`Wrote ${configurationPage}\n`);
