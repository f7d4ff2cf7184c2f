import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { apiDocument, apiPage } from '../../scripts/docs/api.ts';
import { sdkDocument, sdkPage } from '../../scripts/docs/sdk.ts';

test.each([
  [apiPage, apiDocument],
  [sdkPage, sdkDocument],
])('the reference %s says what the code does', (page, document) => {
  const written = readFileSync(new URL(`../../${page}`, import.meta.url), 'utf8');
  expect(written, 'run: npm run docs').toBe(document());
});
