import { say } from '../demo-deploy/say.ts';
import { listen } from './listener.ts';
import type { DemoSite } from './prepare-site.ts';

const times = 30;
const promisedMs = 100;

/** How long after the reply to a revoke a live connection is closed, at the median. */
export async function timeRevokes(site: DemoSite): Promise<void> {
  say.chapter(`From the reply to a revoke until the connection is closed, ${times} times`);
  const delays: number[] = [];
  for (let n = 0; n < times; n++) {
    const { id, secret } = await site.scoped(['subscribe']);
    const listener = await listen(`mqtt://127.0.0.1:${site.port}`, secret, site.temperature);
    await site.member.revokeUserToken({ params: { id } });
    const replied = performance.now();
    delays.push((await listener.closedAt) - replied);
  }
  delays.sort((a, b) => a - b);
  const [median, worst] = [delays[times / 2] ?? 0, delays.at(-1) ?? 0];
  say.answer(
    `median ${median.toFixed(1)} ms, worst ${worst.toFixed(1)} ms (below 0: before the reply had come); promised: ${promisedMs} ms at the median`,
  );
}
