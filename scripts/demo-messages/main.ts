// npm run demo:messages: a server, and real MQTT clients that publish and subscribe as their tokens' scopes allow, are
// refused beyond them, and are cut off when a right is lessened, with how long that took.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { freePort } from '../../tests/kit/free-port.ts';
import { ensurePrograms, mosquitto } from '../../tests/kit/install-programs.ts';
import { type Program, startServer } from '../demo-deploy/programs.ts';
import { say } from '../demo-deploy/say.ts';
import { cutOff } from './cut-off.ts';
import { prepareSite } from './prepare-site.ts';
import { publishAndSubscribe } from './publish-and-subscribe.ts';
import { timeRevokes } from './time-revokes.ts';

ensurePrograms([mosquitto]);
const folder = mkdtempSync(join(tmpdir(), 'kw-demo-'));
let server: (Program & { url: string }) | undefined;
const removeAll = () => {
  server?.kill();
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
process.once('exit', removeAll);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
  // By way of `exit`, so that what was started is ended.
  process.once(signal, () => process.exit(1));
}

try {
  say.chapter('A server of its own, with a temporary data folder and a port for MQTT');
  const port = await freePort();
  server = await startServer(join(folder, 'data'), { KEYWRIGHT_MQTT_PORT: String(port) });
  say.answer(`it listens on ${server.url}, and for MQTT on port ${port} and at ${server.url}/mqtt`);

  const site = await prepareSite(server.url, port);
  await publishAndSubscribe(site);
  await cutOff(site);
  await timeRevokes(site);

  await server.stop();
  say.chapter('All went as it should.');
  process.exitCode = 0;
} catch (error) {
  say.failure(error);
  if (server) say.lastWords(server.name, server.said());
  process.exitCode = 1;
} finally {
  removeAll();
}
process.exit();
