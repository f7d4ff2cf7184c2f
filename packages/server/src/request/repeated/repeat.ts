import { hash } from 'node:crypto';
import type { Endpoint } from '@keywright/contract';
import type { Caller } from '../../plane/principal.ts';
import type { Secret } from '../../plane/secret.ts';
import type { Storage, Tx } from '../../storage/storage.ts';
import { invalidField, Problem } from '../problem.ts';
import { deleteEnded, keepAnswer, readAnswer } from './queries.ts';
import { type Keys, keysOf, open, seal } from './seal.ts';

/** How long an answer can be fetched again. */
const keptMs = 60_000;

/** Visible ASCII, and long enough not to be guessed where its sender made it up at random. */
const form = /^[\x21-\x7e]{20,200}$/;

/** A request whose answer can be fetched again: by the same credential, with the same key, asking the same. */
export interface Repeat {
  readonly keys: Keys;
  /** SHA-256 of what else was sent: the key is for that alone. */
  readonly sent: string;
  readonly now: number;
}

interface Asked {
  readonly params: unknown;
  readonly query: unknown;
  readonly body: unknown;
  readonly caller: Caller | undefined;
  readonly now: number;
}

/**
 * What the request is known by where it can be repeated; undefined: it cannot, or does not ask for it. Throws
 * `invalid_request` for a key that is none.
 */
export function repeatOf(
  { repeatable, method, path }: Pick<Endpoint, 'repeatable' | 'method' | 'path'>,
  { params, query, body, caller, now }: Asked,
  key: Secret | undefined,
): Repeat | undefined {
  if (!repeatable || key === undefined || !caller) return undefined;
  if (!form.test(key.reveal())) {
    throw invalidField('Idempotency-Key', 'Expected 20 to 200 visible ASCII characters.');
  }
  const { kind, id } = caller.credential;
  return {
    keys: keysOf(key, [kind, id, method, path, params]),
    sent: hash('sha256', JSON.stringify([query, body]), 'hex'),
    now,
  };
}

/**
 * What this was answered before; undefined: nothing, or more than a minute ago. Whoever asks holds the caller's rows alone, so
 * that of two at once the later finds what the first was answered. Throws `conflict` where the key was sent with something else.
 */
export async function answeredBefore(tx: Tx, repeat: Repeat): Promise<unknown> {
  const sealed = await readAnswer(tx, repeat.keys.asked, repeat.now);
  if (!sealed) return undefined;
  const { sent, output } = JSON.parse(open(repeat.keys, sealed));
  if (sent === repeat.sent) return output;
  throw new Problem('conflict', {
    message: 'This Idempotency-Key was sent with another body. Make a new key for a new request.',
  });
}

/** In the transaction of the change itself: it is there where the change is. */
export async function keepForRepeat(tx: Tx, repeat: Repeat, output: unknown): Promise<void> {
  const { keys, sent, now } = repeat;
  const sealed = seal(keys, JSON.stringify({ sent, output }));
  await keepAnswer(tx, { asked: keys.asked, sealed, endsAt: now + keptMs });
}

/** Deletes answers that nobody can fetch any more. */
export function pruneAnswers(storage: Storage, now: number): Promise<void> {
  return storage.change((tx) => deleteEnded(tx, now));
}
