import { Agent, get } from 'node:http';
import { json } from 'node:stream/consumers';

/** Times in milliseconds, of one request after another on one connection. */
export interface Timing {
  readonly p50: number;
  readonly p99: number;
}

export interface Asking {
  /** As often as `times`, each time the next of these credentials. */
  readonly secrets: readonly string[];
  readonly times: number;
  /** Not counted, sent first. */
  readonly warmUp: number;
}

/** Sends GETs one after another. Throws where one is not answered 200. */
export async function timeRequests(url: URL, asking: Asking): Promise<Timing & { body: unknown }> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const took: number[] = [];
  let body: unknown;
  for (let i = 0; i < asking.warmUp + asking.times; i++) {
    const start = performance.now();
    body = await ask(url, asking.secrets[i % asking.secrets.length] ?? '', agent);
    if (i >= asking.warmUp) took.push(performance.now() - start);
  }
  agent.destroy();
  return { ...timingOf(took), body };
}

export function timingOf(took: readonly number[]): Timing {
  const sorted = took.toSorted((a, b) => a - b);
  const at = (part: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
  return { p50: at(0.5), p99: at(0.99) };
}

function ask(url: URL, secret: string, agent: Agent): Promise<unknown> {
  return new Promise((resolve, reject) => {
    get(url, { agent, headers: { 'x-platz-token': secret } }, (answer) => {
      json(answer).then((body) => {
        if (answer.statusCode === 200) resolve(body);
        else reject(new Error(`${url} answered ${answer.statusCode}: ${JSON.stringify(body)}`));
      }, reject);
    }).on('error', reject);
  });
}
