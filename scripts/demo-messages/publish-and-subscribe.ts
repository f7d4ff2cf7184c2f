import { mosquittoPub, mosquittoSub } from '../../tests/kit/mosquitto.ts';
import { say } from '../demo-deploy/say.ts';
import { expectSame } from '../demo-deploy/tasks.ts';
import { connectJs, listen } from './listener.ts';
import type { DemoSite } from './prepare-site.ts';

/** Two tokens, and what each of them is let do; throws where something is not as it should be. */
export async function publishAndSubscribe(site: DemoSite): Promise<void> {
  const { port, temperature, doors, webSocket } = site;
  say.chapter(
    'Mika makes a token that may only publish to temperature for 24 hours, and one that may only listen there',
  );
  const [speaks, listens] = [await site.scoped(['publish']), await site.scoped(['subscribe'])];

  const sub = mosquittoSub({ port, token: listens.secret, topic: `${temperature}/#` });
  await sub.subscribed;
  const js = await listen(webSocket, listens.secret, `${temperature}/#`);
  say.step('mosquitto_sub', `listens at ${temperature}/#; so does MQTT.js, over WebSocket`);
  const heard = js.next();
  const { code } = await mosquittoPub(
    { port, token: speaks.secret, topic: `${temperature}/roof` },
    '21.5',
  );
  expectSame(code, 0);
  say.step('mosquitto_pub', `says 21.5 at ${temperature}/roof`);
  expectSame(await sub.next(), '21.5');
  expectSame(await heard, '21.5');
  say.answer('both hear 21.5');
  sub.kill();
  js.end();

  say.chapter('Beyond their scopes, both are refused');
  await refusedPublish(site, speaks.secret, doors, 'the channel next door');
  await refusedPublish(
    site,
    listens.secret,
    temperature,
    'temperature, with the token that listens',
  );
  for (const topic of [doors, temperature.replace(/c\/.*/, '#'), '#', '$SYS/#']) {
    const refused = mosquittoSub({ port, token: listens.secret, topic });
    const { said } = await refused.ended;
    if (!/denied/.test(said)) throw new Error(`mosquitto_sub was not refused: ${said}`);
    say.step('mosquitto_sub', `at ${topic}`);
    say.answer('all subscription requests were denied');
  }
  const client = await connectJs(`mqtt://127.0.0.1:${port}`, speaks.secret);
  const refusal = await client.subscribeAsync(temperature).then(
    () => undefined,
    (error: Error) => error.message,
  );
  client.end(true);
  if (refusal === undefined) throw new Error('A token that may only publish has subscribed.');
  say.step('MQTT.js', 'at temperature, with the token that speaks');
  say.answer(`refused: ${refusal}`);
}

async function refusedPublish(
  { port }: DemoSite,
  token: string,
  topic: string,
  where: string,
): Promise<void> {
  const { code, said } = await mosquittoPub({ port, token, topic }, 'x');
  if (code === 0) throw new Error(`mosquitto_pub was not refused at ${where}.`);
  say.step('mosquitto_pub', `at ${where}`);
  say.answer(`it ends with ${code}: ${said.split('\n')[0]}`);
}
