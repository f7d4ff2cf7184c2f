// Writes the pages of the documentation that follow from the code.
import { writeFileSync } from 'node:fs';
import { apiDocument, apiPage } from './api.ts';
import { commandsDocument, commandsPage } from './cli.ts';
import { configurationDocument, configurationPage } from './configuration.ts';
import { sdkDocument, sdkPage } from './sdk.ts';

const pages: Readonly<Record<string, string>> = {
  [configurationPage]: configurationDocument(),
  [commandsPage]: await commandsDocument(),
  [apiPage]: apiDocument(),
  [sdkPage]: sdkDocument(),
};
for (const [page, text] of Object.entries(pages)) {
  writeFileSync(new URL(`../../${page}`, import.meta.url), text);
  process.stdout.write(`Wrote ${page}\n`);
}
