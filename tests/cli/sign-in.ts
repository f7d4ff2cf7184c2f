import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { TestServer } from '../kit/server.ts';
import type { Shell } from './keywright.ts';

export const admin = 'admin@example.test';

/** Signs in with a device code that this person approves. */
export async function logIn(server: TestServer, shell: Shell, person = admin): Promise<string> {
  const child = shell.start(['login', '--no-browser', '--url', server.url]);
  const ended = once(child, 'close');
  const out = text(child.stdout ?? process.stdin);
  let said = '';
  for await (const line of createInterface(child.stderr ?? process.stdin)) {
    said += `${line}\n`;
    const [code] = /\b[A-Z]{4}-[A-Z]{4}\b/.exec(line) ?? [];
    if (code !== undefined) await approve(server, person, code);
  }
  const [exitCode] = await ended;
  if (exitCode !== 0) throw new Error(`login ended with ${exitCode}:\n${said}`);
  return `${await out}${said}`;
}

/** What the page does when the person approves. */
export async function approve(server: TestServer, person: string, user_code: string) {
  const browser = await server.as(person);
  const body = { user_code, decision: 'approve' };
  const { status } = await browser.post('/api/v2/auth/device/decide', { body });
  if (status !== 204) throw new Error(`Approving ended with ${status}`);
}
