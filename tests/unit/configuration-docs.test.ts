import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { configurationDocument, configurationPage } from '../../scripts/docs/configuration.ts';

test('the page about the configuration says what the code does', () => {
  const written = readFileSync(new URL(`../../${configurationPage}`, import.meta.url), 'utf8');
  expect(written, 'run: npm run docs').toBe(configurationDocument());
});
