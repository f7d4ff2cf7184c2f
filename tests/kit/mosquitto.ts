import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { findExecutable, onPath } from './find-program.ts';

/** The folder's name is of no use: both come together, and are found by PATH. */
export function findMosquitto(): string | undefined {
  return findExecutable(onPath('mosquitto_pub')) && findExecutable(onPath('mosquitto_sub'));
}

export interface MosquittoClient {
  readonly port: number;
  readonly token: string;
  readonly topic: string;
}

/** What mosquitto_pub ended with, and what it said. Of QoS 1: it waits until the broker has taken the message. */
export async function mosquittoPub(
  client: MosquittoClient,
  message: string,
): Promise<{ readonly code: number | null; readonly said: string }> {
  const { child, said } = start('mosquitto_pub', client, ['-m', message]);
  const [code] = await once(child, 'close');
  return { code, said: said() };
}

export interface Subscriber {
  /** The next line that it prints: a payload. Undefined: it has ended. */
  next(): Promise<string | undefined>;
  /** Resolves when it is subscribed. Rejects with what it said where it ends instead. */
  readonly subscribed: Promise<void>;
  /** What it ended with, and when, by `performance.now()`. */
  readonly ended: Promise<{
    readonly code: number | null;
    readonly at: number;
    readonly said: string;
  }>;
  kill(): void;
}

export function mosquittoSub(client: MosquittoClient): Subscriber {
  // With -d it tells of each packet, and so of SUBACK; payloads go to the same stream, told apart by their mark.
  const { child, said } = start('mosquitto_sub', client, ['-d', '-F', `${mark}%p`]);
  const lines = createInterface({ input: child.stdout as NonNullable<ChildProcess['stdout']> });
  const payloads: string[] = [];
  const wanted: ((payload: string | undefined) => void)[] = [];
  const { promise: subscribed, resolve, reject } = Promise.withResolvers<void>();
  subscribed.catch(() => {});
  lines.on('line', (line) => {
    if (line.startsWith('Subscribed (')) resolve();
    if (!line.startsWith(mark)) return;
    const payload = line.slice(mark.length);
    const take = wanted.shift();
    if (take) take(payload);
    else payloads.push(payload);
  });
  const ended = once(child, 'exit').then(([code]) => {
    reject(new Error(`mosquitto_sub ended with ${code}: ${said()}`));
    for (const take of wanted.splice(0)) take(undefined);
    return { code: code as number | null, at: performance.now(), said: said() };
  });
  return {
    subscribed,
    ended,
    next: () => {
      const payload = payloads.shift();
      if (payload !== undefined) return Promise.resolve(payload);
      return Promise.race([
        new Promise<string | undefined>((take) => wanted.push(take)),
        ended.then(() => undefined),
      ]);
    },
    kill: () => {
      child.kill('SIGKILL');
    },
  };
}

const mark = 'payload: ';

function start(program: string, { port, token, topic }: MosquittoClient, more: readonly string[]) {
  const args = ['-h', '127.0.0.1', '-p', String(port), '-u', 'token', '-P', token, '-q', '1'];
  // Into a pipe they would say it all at the end.
  const child = spawn('stdbuf', ['-oL', program, ...args, '-t', topic, ...more], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (chunk: string) => {
      text += chunk;
    });
  }
  return { child, said: () => text.trim() };
}
