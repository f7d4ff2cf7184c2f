import { cpSync, mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readCharts } from './read-charts.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kw-charts-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

function write(path: string, content: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), content);
}
const only = () => readCharts(folder)[0];

test('each folder <kind>/<version> is a chart, with what stands in it', () => {
  write('web/1.0.0/Chart.yaml', 'version: "1.0.0"\nannotations: { platz.io/git/commit: abc }\n');
  write('web/1.0.0/values-ui.yaml', 'inputs: []\n');
  write('web/1.0.0/actions-schema.yaml', 'schema_version: 0\nactions: []\n');
  write('web/2.0.0/Chart.yaml', 'version: "2.0.0"\n');
  write('web/2.0.0/platz/features.yaml', 'kind: Features\n');
  write('notes.txt', 'not a chart');
  expect(readCharts(folder)).toMatchObject([
    {
      ...{ kind: 'web', version: '1.0.0', commit: 'abc', error: undefined },
      ...{ valuesUi: { inputs: [] }, actionsSchema: { schema_version: 0 }, features: null },
    },
    { version: '2.0.0', features: { kind: 'Features' }, valuesUi: null },
  ]);
});

test.each([
  ['no Chart.yaml', 'values-ui.yaml', 'inputs: []', 'There is no Chart.yaml.'],
  ['no version', 'Chart.yaml', 'name: web', 'Chart.yaml names no version'],
  ['a version that is a number', 'Chart.yaml', 'version: 1.0', 'Write it as text'],
  ['broken YAML', 'Chart.yaml', 'version: [', 'Chart.yaml: '],
])('a chart with %s is there all the same, with its error', (_, file, content, error) => {
  write(`web/1.0.0/${file}`, content);
  expect(only()).toMatchObject({ version: '1.0.0', error: expect.stringContaining(error) });
});

test('the digest follows the content, not the place or the time', () => {
  write('web/1/Chart.yaml', 'version: "1"');
  write('web/1/files/a', 'a');
  cpSync(join(folder, 'web/1'), join(folder, 'web/2'), { recursive: true });
  utimesSync(join(folder, 'web/2/files/a'), 1, 1);
  const [one, two] = readCharts(folder);
  expect(two?.digest).toBe(one?.digest);
  expect(one?.digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  write('web/2/files/a', 'b');
  expect(readCharts(folder)[1]?.digest).not.toBe(one?.digest);
});
