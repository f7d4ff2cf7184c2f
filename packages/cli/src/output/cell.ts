import { styleText } from 'node:util';

/** States are words; a colour only helps to find them. */
export type Tone = 'good' | 'bad' | 'warn' | 'quiet' | 'strong';

export interface Cell {
  readonly text: string;
  readonly tone?: Tone | undefined;
}

const styles = {
  good: 'green',
  bad: 'red',
  warn: 'yellow',
  quiet: 'dim',
  strong: 'bold',
} as const;

/** In colour where this stream goes to a terminal that wants it (NO_COLOR, FORCE_COLOR, TERM are obeyed). */
export function toned(text: string, tone: Tone | undefined, stream: NodeJS.WriteStream): string {
  return tone === undefined ? text : styleText(styles[tone], text, { stream });
}

const tones: Readonly<Record<string, Tone>> = {
  active: 'good',
  enabled: 'good',
  Running: 'good',
  Done: 'good',
  yes: 'good',
  no: 'bad',
  valid: 'good',
  expired: 'warn',
  ended: 'quiet',
  revoked: 'bad',
  disabled: 'warn',
  Error: 'bad',
  Failed: 'bad',
  refused: 'bad',
};

/** A state by its word. */
export const state = (word: string): Cell => ({ text: word, tone: tones[word] });
export const quiet = (text: string): Cell => ({ text, tone: 'quiet' });
/** What is not there is a dash, so that a row keeps its shape for `cut` and `awk`. */
export const none: Cell = { text: '-', tone: 'quiet' };
export const text = (value: string | number | null | undefined): Cell =>
  value === null || value === undefined || value === '' ? none : { text: String(value) };
