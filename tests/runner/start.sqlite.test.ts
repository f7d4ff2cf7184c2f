import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startRunner } from './runner-process.ts';
import { openRunnerSite, type RunnerSite } from './runner-site.ts';

let site: RunnerSite;
beforeAll(async () => {
  site = await openRunnerSite();
});
afterAll(() => site?.stop());

test('a second runner in the same folder is refused; after the first was killed one starts', async () => {
  const first = await site.start();
  const second = startRunner(site.config);
  expect(await second.exited).toBe(1);
  expect(second.log()).toContain('Another runner works in');
  await first.kill();
  const third = await site.start();
  expect(await third.stop()).toBe(0);
});

test('a token that is not good ends it, with the server’s sentence', async () => {
  writeFileSync(`${site.folder}/token`, 'kwb_nonsense');
  const runner = startRunner(site.config);
  expect(await runner.exited).toBe(1);
  expect(runner.log()).toContain('refused to register cluster here. This is not a Keywright token');
  expect(runner.log()).not.toContain('nonsense');
  writeFileSync(`${site.folder}/token`, site.runnerToken);
});

test('a config file that is wrong ends it', async () => {
  writeFileSync(`${site.folder}/wrong.yaml`, 'server: here\n');
  const runner = startRunner(`${site.folder}/wrong.yaml`);
  expect(await runner.exited).toBe(1);
  expect(runner.log()).toContain('server: Must be the address of the server');
});

test('a server that is away is waited for', async () => {
  site.proxy.goAway();
  const runner = startRunner(site.config);
  await runner.said(/is not registered yet/);
  site.proxy.comeBack();
  await runner.said(/Working for cluster/);
  expect(await runner.stop()).toBe(0);
});

test('a chart that cannot be read, or is not of Platz’s form, is there with its error; SIGHUP finds new ones', async () => {
  const charts = `${site.folder}/charts/job`;
  for (const [version, files] of Object.entries({
    '2.0.0': { 'Chart.yaml': 'version: [' },
    '3.0.0': { 'Chart.yaml': 'version: "3.0.0"', 'values-ui.yaml': 'inputs: [{ id: x }]' },
  })) {
    mkdirSync(`${charts}/${version}`);
    for (const [name, text] of Object.entries(files))
      writeFileSync(`${charts}/${version}/${name}`, text);
  }
  const runner = await site.start();
  const { body } = await site.admin.get('/api/v2/helm-charts');
  const errorOf = (tag: string) =>
    body.items.find(({ image_tag }: { image_tag: string }) => image_tag === tag)?.error;
  expect(errorOf('2.0.0')).toContain('Chart.yaml');
  expect(errorOf('3.0.0')).toContain('values_ui');
  expect(errorOf('1.0.0')).toBe(null);

  mkdirSync(`${charts}/4.0.0`);
  writeFileSync(`${charts}/4.0.0/Chart.yaml`, 'version: "4.0.0"');
  process.kill(runner.pid, 'SIGHUP');
  await runner.said(/Chart job 4\.0\.0 is registered/);
  await runner.stop();
});
