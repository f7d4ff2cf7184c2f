import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { RunnerProcess } from './runner-process.ts';
import { openRunnerSite, type RunnerSite } from './runner-site.ts';

let site: RunnerSite;
let runner: RunnerProcess;
beforeAll(async () => {
  site = await openRunnerSite();
  runner = await site.start();
});
afterAll(() => site?.stop());

test('a command gets its task, its own folder, and a token of its deployment, by Platz’s names', async () => {
  const id = await site.deploy('job', { do: 'tell', more: ['ü'] });
  const task = await site.ended(id);
  expect(task).toMatchObject({ status: 'Done', attempts: 1 });
  const told = JSON.parse((await site.outputOf(task)).text);
  expect(told.given).toMatchObject({
    task: { id: task.id, attempt: 1, operation: { Install: {} }, actor: { kind: 'user' } },
    deployment: { id, config: { do: 'tell', more: ['ü'] }, kind: { name: 'job' } },
    chart_dir: `${site.folder}/charts/job/1.0.0`,
  });
  expect(told.given).not.toHaveProperty('lease_id');
  expect(told.cwd).toBe(`${site.workDir}/d/${id}/files`);
  expect(told.variables).toEqual([
    'HOME',
    'KEYWRIGHT_CREDENTIALS_DIR',
    'PATH',
    'PLATZ_API_TOKEN',
    'PLATZ_URL',
  ]);
  expect(told.identity).toMatchObject({
    modes: ['access_token 600', 'expires_at 600', 'server_url 600'],
    ...{ folder_mode: '700', is_same_token: true, kind: 'kwd_', server_url: site.server.url },
  });
  expect(told.identity.expires_in_s).toBeGreaterThan(3500);
  expect(told.identity.expires_in_s).toBeLessThanOrEqual(3600);
});

test('what is uninstalled gets no token, and leaves nothing behind', async () => {
  const id = await site.deploy('job', { do: 'tell' });
  await site.ended(id);
  await site.admin.put(`/api/v2/deployments/${id}`, { body: { enabled: false } });
  const task = await site.ended(id);
  expect(task).toMatchObject({ status: 'Done', operation: { Uninstall: {} } });
  const told = JSON.parse((await site.outputOf(task)).text);
  expect(told).toMatchObject({ identity: null, variables: ['HOME', 'PATH'] });
  expect(() => readFileSync(`${site.workDir}/d/${id}`)).toThrow('ENOENT');
});

test('a command that fails says with what, and what it printed stays', async () => {
  const task = await site.ended(await site.deploy('job', { do: 'fail' }));
  expect(task).toMatchObject({ status: 'Failed', reason: 'The command ended with status 7.' });
  expect((await site.outputOf(task)).text).toBe('this will not do\n');
});

test('no token comes through in what a command prints, nor into the runner’s log', async () => {
  const task = await site.ended(await site.deploy('job', { do: 'leak' }));
  expect((await site.outputOf(task)).text).toBe('my token is [a token], and again:\n[a token]\n');
  expect(runner.log()).not.toMatch(/kw[pbd]_[\w-]{22}/);
});

test('of 100 MB the beginning and the end are kept, and the runner stays small', async () => {
  const task = await site.ended(await site.deploy('job', { do: 'flood', of: 100 }));
  expect(task).toMatchObject({ status: 'Done', output_bytes: 256 * 1024 });
  const { text, is_cut } = await site.outputOf(task);
  expect(is_cut).toBe(true);
  expect(text.startsWith('the first line\nxxx')).toBe(true);
  expect(text.endsWith('xxx\nthe last line\n')).toBe(true);
  const peak = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${runner.pid}/status`, 'utf8'))?.[1];
  console.log(
    `The runner took ${Math.round(Number(peak) / 1024)} MB at most, with 100 MB of output.`,
  );
});

test('an operation that nothing is configured for fails with what to do', async () => {
  const id = await site.deploy('job', { do: 'tell' });
  await site.ended(id);
  await site.invoke(id, 'echo');
  expect(await site.ended(id)).toMatchObject({
    status: 'Failed',
    reason: expect.stringContaining('has no address here'),
  });
});
