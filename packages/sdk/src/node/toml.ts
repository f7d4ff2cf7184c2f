/** The values of one table, by key: text, `true` and `false`; times and numbers as they are written. */
export type Table = ReadonlyMap<string, string | boolean>;

const text = String.raw`"(?:[^"\\\x00-\x08\x0a-\x1f]|\\.)*"|'[^'\x00-\x08\x0a-\x1f]*'`;
const key = `(?:[A-Za-z0-9_-]+|${text})`;
const end = '\\s*(?:#.*)?$';
const headerLine = new RegExp(String.raw`^\s*\[\s*(${key}(?:\s*\.\s*${key})*)\s*\]${end}`);
const pairLine = new RegExp(
  String.raw`^\s*(${key})\s*=\s*(${text}|true|false|[0-9+-][\w:+.-]*(?: [0-9][\w:+.-]*)?)${end}`,
);
/** `[[tables]]` are of no use to us; their lines belong to no table of ours. */
const manyLine = /^\s*\[\[/;
const emptyLine = /^\s*(?:#.*)?$/;

export type Line = { readonly kind: 'header'; readonly path: readonly string[] } | Entry;

type Entry =
  | { readonly kind: 'pair'; readonly key: string; readonly value: string | boolean }
  | { readonly kind: 'empty' }
  /** Anything else TOML has, or no TOML at all. */
  | { readonly kind: 'other' };

export function lineOf(line: string): Line {
  if (emptyLine.test(line)) return { kind: 'empty' };
  const [, header] = headerLine.exec(line) ?? [];
  if (header !== undefined) {
    const keys = header.match(new RegExp(key, 'g')) ?? [];
    return { kind: 'header', path: keys.map(unquoted) };
  }
  if (manyLine.test(line)) return { kind: 'header', path: [] };
  const [, name, value] = pairLine.exec(line) ?? [];
  if (name === undefined || value === undefined) return { kind: 'other' };
  const isFlag = value === 'true' || value === 'false';
  return { kind: 'pair', key: unquoted(name), value: isFlag ? value === 'true' : unquoted(value) };
}

/**
 * The tables below `root`, such as `[profile.prod]`, by the last part of their name. Of TOML 1.0 this reads what profile
 * files hold: tables of text, flags and times. Arrays, tables in one line and text over several lines are refused in
 * these tables, and passed over in others. Throws a SyntaxError that names the line and repeats nothing of it.
 *
 * A reader of our own, so that the package needs nothing beside zod.
 */
export function tablesBelow(root: string, toml: string): ReadonlyMap<string, Table> {
  const tables = new Map<string, Map<string, string | boolean>>();
  let open: Map<string, string | boolean> | undefined;
  for (const [index, source] of toml
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = lineOf(source);
    if (line.kind === 'header') open = opened(tables, root, line.path, index + 1);
    else if (open !== undefined) addTo(open, line, index + 1);
  }
  return tables;
}

function opened(
  tables: Map<string, Map<string, string | boolean>>,
  root: string,
  [top, name, ...deeper]: readonly string[],
  number: number,
): Map<string, string | boolean> | undefined {
  if (top !== root || name === undefined || deeper.length > 0) return undefined;
  if (tables.has(name)) throw new SyntaxError(`line ${number}: This table is there twice.`);
  const table = new Map<string, string | boolean>();
  tables.set(name, table);
  return table;
}

function addTo(table: Map<string, string | boolean>, line: Entry, number: number): void {
  switch (line.kind) {
    case 'empty':
      return;
    case 'pair':
      if (table.has(line.key)) throw new SyntaxError(`line ${number}: This key is there twice.`);
      table.set(line.key, line.value);
      return;
    case 'other':
      throw new SyntaxError(`line ${number}: Expected key = "text", true, false, or a time.`);
    default:
      throw line satisfies never;
  }
}

const escapes: Readonly<Record<string, string>> = {
  ...{ b: '\b', t: '\t', n: '\n', f: '\f', r: '\r' },
  ...{ '"': '"', '\\': '\\' },
};

function unquoted(source: string): string {
  if (source.startsWith("'")) return source.slice(1, -1);
  if (!source.startsWith('"')) return source;
  return source
    .slice(1, -1)
    .replace(/\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)/g, (_, code: string) =>
      code.length > 1
        ? String.fromCodePoint(Number.parseInt(code.slice(1), 16))
        : (escapes[code] ?? code),
    );
}

/** A text as TOML writes it. */
export const quoted = (value: string): string =>
  JSON.stringify(value).replaceAll('\x7f', '\\u007f');
