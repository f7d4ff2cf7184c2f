import type { Page } from '@keywright/sdk';
import type { Format } from '../program/global-options.ts';
import { type Cell, type Tone, toned } from './cell.ts';
import { wrapTo } from './display-width.ts';
import { type Column, recordLines, tableLines } from './table.ts';
import { visible, visibleJson } from './visible.ts';

/** A titled value of one thing. */
export type Field = readonly [title: string, cell: Cell];

/** Where a command's answer goes: what was asked for to standard output, all that is said about it to standard error. */
export interface Output {
  readonly format: Format;
  /** A list; `empty` says what to do where there is nothing. */
  list<T>(page: Page<T>, columns: readonly Column<T>[], empty: string): Promise<void>;
  /** One thing, by its fields; in JSON and YAML as the server gave it. */
  one(value: unknown, fields: readonly Field[]): Promise<void>;
  /** What was done, in a sentence; in JSON and YAML what the server answered. */
  done(sentence: string, value?: unknown): Promise<void>;
  /**
   * What was made with a secret that is shown once. Alone on standard output, so that `TOKEN=$(keywright token create ci)`
   * holds it and nothing else.
   */
  secret(secret: string, value: unknown, sentence: string): Promise<void>;
  /** Text as it is, such as a script. */
  raw(text: string): Promise<void>;
  /** A sentence for people, beside the answer. */
  note(sentence: string): void;
}

export function createOutput(format: Format): Output {
  const { stdout, stderr } = process;
  const width = stdout.isTTY ? stdout.columns || 80 : Number.POSITIVE_INFINITY;
  const paint = (text: string, tone: Tone | undefined) => toned(text, tone, stdout);
  const note = (sentence: string) => {
    for (const line of folded(sentence, stderr)) stderr.write(`${toned(line, 'quiet', stderr)}\n`);
  };
  const structured = async (value: unknown) => {
    if (format === 'yaml') {
      const { stringify } = await import('yaml');
      stdout.write(visibleJson(stringify(value)));
      return;
    }
    stdout.write(`${visibleJson(JSON.stringify(value, null, 2))}\n`);
  };
  const lines = (all: readonly string[]) => {
    stdout.write(all.map((line) => `${line}\n`).join(''));
  };
  return {
    format,
    async list(page, columns, empty) {
      if (format !== 'table') return structured(page);
      if (page.items.length === 0) return note(empty);
      lines(tableLines(page.items, columns, width, paint));
      if (page.items.length < page.num_total) note(moreThan(page));
    },
    async one(value, fields) {
      if (format !== 'table') return structured(value);
      const titles = fields.map(([title]) => title);
      const cells = fields.map(([, cell]) => cell);
      lines(recordLines(titles, cells, width, paint));
    },
    async done(sentence, value) {
      if (format !== 'table') return value === undefined ? undefined : structured(value);
      lines(folded(sentence, stdout));
    },
    async secret(secret, value, sentence) {
      if (format !== 'table') return structured(value);
      note(sentence);
      lines([secret]);
    },
    raw: async (text) => {
      stdout.write(text);
    },
    note,
  };
}

/** Indented lines stay as they are. */
export function folded(sentence: string, stream: NodeJS.WriteStream): string[] {
  const text = visible(sentence);
  if (!stream.isTTY || text.startsWith(' ')) return [text];
  return wrapTo(text, stream.columns || 80, { keepWords: true });
}

function moreThan({ page, items, num_total }: Page): string {
  return `${items.length} of ${num_total}. --page ${page + 1} shows more, --all all.`;
}
