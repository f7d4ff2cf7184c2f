import { mosquittoSub } from '../../tests/kit/mosquitto.ts';
import { say } from '../demo-deploy/say.ts';
import { expectSame } from '../demo-deploy/tasks.ts';
import { connectJs, listen } from './listener.ts';
import type { DemoSite, ScopedToken } from './prepare-site.ts';

const lifeMs = 3_000;

/** Everything that cuts a live connection off, and how long it takes; throws where one stays. */
export async function cutOff(site: DemoSite): Promise<void> {
  const { member, admin, memberId } = site;
  say.chapter('A live connection ends with its right');
  await cut(site, 'Mika revokes the token', ({ id }) => member.revokeUserToken({ params: { id } }));
  await regenerated(site);
  await cut(site, 'Mika renews a token', ({ id }) => member.renewUserToken({ params: { id } }));
  await cut(site, 'Mika removes the scope', async ({ id }) => {
    const { items } = await member.listUserTokenScopes({ params: { id } });
    const scope_id = items[0]?.id ?? '';
    return () => member.removeUserTokenScope({ params: { id, scope_id } });
  });
  const active = (is_active: boolean) =>
    admin.updateUser({ params: { id: memberId }, body: { is_active } });
  await cut(site, 'Ada deactivates Mika', () => active(false));
  await active(true);
  await expired(site);
}

type Change = (token: ScopedToken) => Promise<unknown>;

/** Two real clients listen; the change is made; both must be gone. */
async function cut(site: DemoSite, what: string, change: Change): Promise<void> {
  const { port, temperature: topic } = site;
  const token = await site.scoped(['subscribe']);
  const js = await listen(`mqtt://127.0.0.1:${port}`, token.secret, topic);
  const sub = mosquittoSub({ port, token: token.secret, topic });
  await sub.subscribed;
  const next = await change(token);
  // What has to be looked up first is no part of the change.
  if (typeof next === 'function') await next();
  const replied = performance.now();
  const delay = (await js.closedAt) - replied;
  const { said } = await sub.ended;
  say.step(what.split(' ')[0] ?? '', what.split(' ').slice(1).join(' '));
  say.answer(`MQTT.js is cut off ${told(delay)}; mosquitto_sub tries again: ${refusalIn(said)}`);
}

async function regenerated(site: DemoSite): Promise<void> {
  const { port, temperature: topic, member } = site;
  const url = `mqtt://127.0.0.1:${port}`;
  const old = await site.scoped(['subscribe']);
  const { id } = old;
  const listener = await listen(url, old.secret, topic);
  await member.revokeUserToken({ params: { id } });
  const { created_token: fresh } = await member.regenerateUserToken({ params: { id } });
  await listener.closedAt;
  const refusal = await connectJs(url, old.secret).then(
    () => undefined,
    ({ message }: Error) => message,
  );
  if (refusal === undefined) throw new Error('The old secret still connects.');
  const again = await listen(url, fresh, topic);
  again.end();
  say.step('Mika', 'revokes a token and regenerates it');
  say.answer(`the old secret stays out (${refusal}); with the new one it listens again`);
}

async function expired(site: DemoSite): Promise<void> {
  const { port, temperature: topic } = site;
  const begun = Date.now();
  const token = await site.scoped(['subscribe'], `${lifeMs / 1000}s`);
  const made = await site.member.getUserToken({ params: { id: token.id } });
  const ends = Date.parse(String(made.expires_at)) - Date.now() + performance.now();
  const listener = await listen(`mqtt://127.0.0.1:${port}`, token.secret, topic);
  const delay = (await listener.closedAt) - ends;
  expectSame(Date.now() - begun >= lifeMs, true);
  say.step('Time', `passes: a token of ${lifeMs / 1000} s expires`);
  say.answer(`MQTT.js is cut off ${told(delay, 'after its end')}`);
}

const refusalIn = (said: string): string =>
  said.split('\n').findLast((line) => /refused|denied|error/i.test(line)) ?? said;

function told(delayMs: number, since = 'after the reply'): string {
  return delayMs <= 0 ? `before the reply came` : `${delayMs.toFixed(1)} ms ${since}`;
}
