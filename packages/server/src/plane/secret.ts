import { hash, timingSafeEqual } from 'node:crypto';
import { inspect } from 'node:util';
import type { SecretDigest } from '../storage/schema-columns.ts';

/** What every way of printing a secret shows instead. */
const redacted = '[secret]';

/**
 * A secret that does not show itself: printing, logging, JSON and templates all give `[secret]`. `reveal` is for
 * the one answer that hands it out and for the check of it.
 */
export class Secret {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  reveal(): string {
    return this.#text;
  }

  toString(): string {
    return redacted;
  }

  toJSON(): string {
    return redacted;
  }

  [inspect.custom](): string {
    return redacted;
  }
}

/** What is stored of a token: SHA-256 of the ASCII text of its secret half, 32 bytes. Platz's rule too. */
export function digestOf(secretHalf: Secret): SecretDigest {
  return hash('sha256', secretHalf.reveal(), 'buffer') as unknown as SecretDigest;
}

/** In constant time: how long it takes tells nothing about where the digests differ. */
export function sameDigest(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** A digest as 32 characters of Latin-1: how it is kept in memory, where bytes of their own cost four times as much. */
export const digestText = (digest: Uint8Array): string => Buffer.from(digest).toString('latin1');

/** `digestOf` as such text. */
export const digestTextOf = (secretHalf: string): string => hash('sha256', secretHalf, 'latin1');

/** In constant time, as `sameDigest`: every character is looked at, whatever the ones before it were. */
export function sameDigestText(one: string, other: string): boolean {
  if (one.length !== other.length) return false;
  let differing = 0;
  for (let at = 0; at < one.length; at++) differing |= one.charCodeAt(at) ^ other.charCodeAt(at);
  return differing === 0;
}
