import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from '../kit/browser.ts';
import { signInAs } from '../kit/browser-sign-in.ts';
import { createDatabase } from '../kit/database.ts';
import { freshClone } from '../kit/fresh-clone.ts';
import { startServerProcess } from '../kit/server-process.ts';
import { watchContext } from '../kit/watched-context.ts';

const run = promisify(execFile);

/** The line that the page shows, as a shell runs it; with the status at the end of the answer. */
async function curl(line: string): Promise<{ status: number; body: string }> {
  const { stdout } = await run('sh', ['-c', `${line} -sS -w '\\n%{http_code}'`]);
  const at = stdout.lastIndexOf('\n');
  return { status: Number(stdout.slice(at + 1)), body: stdout.slice(0, at) };
}

test('clone, start, sign in, make a token, call the API, revoke it, and the next call is refused', async ({
  browser,
  engine,
}) => {
  test.setTimeout(300_000);
  const clone = freshClone();
  const database = engine === 'postgres' ? await createDatabase(engine) : undefined;
  const server = await startServerProcess(database?.env ?? {}, {
    command: 'npm',
    args: ['start'],
    cwd: clone.folder,
    withinMs: 240_000,
  });
  const context = await browser.newContext({ baseURL: server.url });
  const problems = watchContext(context, new Set([server.url, await providerOrigin(server.url)]));
  try {
    const page = await context.newPage();
    await signInAs(page, 'admin@example.test', '/profile/user-tokens');

    await page.getByRole('button', { name: 'New token' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name').fill('main job');
    await dialog.getByRole('button', { name: 'Create token' }).click();
    const line = await dialog.getByText(/^curl -H/).innerText();
    await dialog.getByRole('button', { name: 'I have copied it' }).click();

    const accepted = await curl(line);
    expect(accepted.status).toBe(200);
    expect(JSON.parse(accepted.body).User.email).toBe('admin@example.test');

    const secondTab = await context.newPage();
    await secondTab.goto('/profile/user-tokens');
    const row = secondTab.getByRole('row', { name: /main job/ });
    await expect(row.getByText('Active')).toBeVisible();

    await page.getByRole('button', { name: /main job/ }).click();
    await page.getByRole('menuitem', { name: 'Revoke' }).click();
    await page.getByRole('button', { name: 'Revoke token' }).click();
    await expect(page.getByRole('row', { name: /main job/ }).getByText('Revoked')).toBeVisible();

    const refused = await curl(line);
    expect(refused.status).toBe(401);
    expect(JSON.parse(refused.body).code).toBe('token_revoked');
    await expect(row.getByText('Revoked'), 'without a reload').toBeVisible();
    expect(problems.unexpected()).toEqual([]);
  } finally {
    await context.close();
    await server.stop();
    await database?.drop();
    clone.remove();
  }
});

async function providerOrigin(url: string): Promise<string> {
  const answer = await fetch(`${url}/api/v2/auth/oidc`);
  const { redirect_url } = (await answer.json()) as { redirect_url: string };
  return new URL(redirect_url).origin;
}
