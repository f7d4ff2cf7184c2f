import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { driven } from './driven.ts';
import { type Method, methods, patsAt } from './sdk.ts';
import { createWorld } from './world.ts';

const world = await createWorld();
afterAll(() => world.site.server.stop());

const addresses: Readonly<Record<string, string>> = {
  'without a final slash': world.url,
  'with a final slash': `${world.url}/`,
  'with one slash too many': `${world.url}//`,
  'whose last part the client leaves out, for want of a final slash': `${world.url}/api`,
  'by another name of this machine': world.url.replace('127.0.0.1', 'localhost'),
};

const succeeded = new Map<Method, number>();
afterAll(() => {
  const everywhere = [...succeeded.values()].filter((n) => n === Object.keys(addresses).length);
  process.stdout.write(
    `Magistrala's SDK: ${everywhere.length} of ${methods.length} methods of PATs driven\n`,
  );
});

describe.each(Object.entries(addresses))('at a base address %s', (_as, address) => {
  test.each(methods)('%s does what Magistrala’s documents promise', async (method) => {
    await driven[method](patsAt(address), world);
    succeeded.set(method, (succeeded.get(method) ?? 0) + 1);
  });
});

test('what is driven is all that the class has', () => {
  expect(Object.keys(driven).toSorted()).toEqual(methods.toSorted());
});

test('the page about Magistrala’s clients lists every method, and how many there are', () => {
  const file = new URL('../../../docs/magistrala-clients.md', import.meta.url);
  const page = readFileSync(file, 'utf8');
  const listed = [...page.matchAll(/^\| `(\w+)` \| `[A-Z]+ \/pats/gm)].map(([, method]) => method);
  expect(listed.toSorted()).toEqual(methods.toSorted());
  expect(page).toContain(`${methods.length} of the ${methods.length} methods`);
});
