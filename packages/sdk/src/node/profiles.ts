import { ConfigurationError } from './configuration-error.ts';
import { lineOf, quoted, type Table, tablesBelow } from './toml.ts';

/** One `[profile.NAME]` of a file: a server, and maybe who one is there. */
export interface Profile {
  readonly name: string;
  readonly url: string;
  /** A token or a session; absent where it is kept elsewhere, as in the system's keychain. */
  readonly token?: string;
  readonly isDefault: boolean;
}

/** What a profile may hold. `null` takes a key away. */
export interface ProfileValues {
  readonly url?: string;
  readonly token?: string | null;
  readonly default_profile?: true | null;
}

/**
 * `token` is ours; `user_token` and `access_token` are what Platz's clients call a token and a session. Their file has the
 * form of ours: platz-sdk 0.7 (Rust), src/client/config.rs, `TomlConfig`, `ProfileInfo`, `Credentials`.
 */
const tokenKeys = ['token', 'user_token', 'access_token'];

/** The profiles of a file's text; `file` is how messages name it. Throws `bad_file`. */
export function profilesOf(toml: string, file: string): readonly Profile[] {
  const profiles = [...tables(toml, file)].map(([name, table]) => profileOf(name, table, file));
  if (profiles.filter(({ isDefault }) => isDefault).length < 2) return profiles;
  throw new ConfigurationError(
    'bad_file',
    `${file} has two profiles with default_profile = true. Keep one.`,
  );
}

function tables(toml: string, file: string): ReadonlyMap<string, Table> {
  try {
    return tablesBelow('profile', toml);
  } catch (error) {
    throw new ConfigurationError('bad_file', `${file}, ${(error as SyntaxError).message}`);
  }
}

function profileOf(name: string, table: Table, file: string): Profile {
  const url = table.get('url');
  if (typeof url !== 'string') {
    const message = `${file}: profile ${name} has no url. Add url = "https://…" to [profile.${name}].`;
    throw new ConfigurationError('bad_file', message);
  }
  const token = tokenKeys.map((key) => table.get(key)).find((value) => typeof value === 'string');
  const isDefault = table.get('default_profile') === true;
  return { name, url, isDefault, ...(token !== undefined && { token }) };
}

/** The file's text with these values in the profile; a new one is added at the end. All else stays as it is. */
export function withProfile(toml: string, name: string, values: ProfileValues): string {
  const lines = toml === '' ? [] : toml.replace(/\n$/, '').split('\n');
  const at = lines.findIndex((line) => isHeaderOf(name, line));
  const given = Object.entries(values).filter(([, value]) => value !== undefined);
  const added = given.filter(([, value]) => value !== null).map(([key, value]) => pair(key, value));
  if (at === -1) {
    const gap = lines.length > 0 ? [''] : [];
    return joined([...lines, ...gap, `[profile.${headerName(name)}]`, ...added]);
  }
  const next = nextHeader(lines, at + 1);
  const gone = new Set(given.map(([key]) => key));
  const kept = lines.slice(at + 1, next).filter((line) => {
    const read = lineOf(line);
    return !(read.kind === 'pair' && gone.has(read.key));
  });
  return joined([...lines.slice(0, at + 1), ...added, ...kept, ...lines.slice(next)]);
}

/** The file's text without this profile. */
export function withoutProfile(toml: string, name: string): string {
  const lines = toml.replace(/\n$/, '').split('\n');
  const at = lines.findIndex((line) => isHeaderOf(name, line));
  if (at === -1) return toml;
  return joined([...lines.slice(0, at), ...lines.slice(nextHeader(lines, at + 1))]);
}

const joined = (lines: readonly string[]) => (lines.length === 0 ? '' : `${lines.join('\n')}\n`);

const pair = (key: string, value: unknown) =>
  `${key} = ${typeof value === 'string' ? quoted(value) : String(value)}`;

const headerName = (name: string) => (/^[A-Za-z0-9_-]+$/.test(name) ? name : quoted(name));

function isHeaderOf(name: string, line: string): boolean {
  const read = lineOf(line);
  return (
    read.kind === 'header' && read.path.length === 2 && read.path.join('\0') === `profile\0${name}`
  );
}

function nextHeader(lines: readonly string[], from: number): number {
  const offset = lines.slice(from).findIndex((line) => /^\s*\[/.test(line));
  return offset === -1 ? lines.length : from + offset;
}
