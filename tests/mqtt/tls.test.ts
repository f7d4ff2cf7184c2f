import { afterAll, beforeAll, expect, test } from 'vitest';
import { selfSigned } from '../kit/certificate.ts';
import { connectMqtt } from './mqtt-client.ts';
import { both, type MqttSite, mqttSite, topicOf } from './mqtt-site.ts';
import { connectFrame, rawClient } from './raw-client.ts';

const { cert, key } = selfSigned();
let site: MqttSite;
beforeAll(async () => {
  site = await mqttSite({
    env: { KEYWRIGHT_MQTT_TLS_CERT: cert, KEYWRIGHT_MQTT_TLS_KEY: key },
  });
});
afterAll(() => site.stop());

test('with a certificate the port speaks TLS, to who trusts it', async () => {
  const { token } = await site.account({ on: site.channel, permissions: both });
  const url = `mqtts://127.0.0.1:${site.port}`;
  const client = await connectMqtt(url, { token, ca: cert });
  const topic = topicOf(site.project, site.channel);
  await client.subscribe(topic);
  expect(await client.publish(topic, 'sealed')).toBe('taken');
  expect((await client.next()).payload).toBe('sealed');
  await expect(connectMqtt(url, { token })).rejects.toThrow(/self-signed|certificate/i);
  await client.leave();
});

test('who speaks in the clear there is not answered', async () => {
  const { token } = await site.account();
  const raw = await rawClient(site.port);
  raw.send(connectFrame({ token }));
  await raw.closed;
  // And hurts nobody.
  const { token: other } = await site.account();
  await connectMqtt(`mqtts://127.0.0.1:${site.port}`, { token: other, ca: cert });
});
