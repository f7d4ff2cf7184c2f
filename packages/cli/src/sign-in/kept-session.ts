import { readFileSync } from 'node:fs';
import { configPath, type Profile, profilesOf, withProfile } from '@keywright/sdk/node';
import { Stopped } from '../program/stopped.ts';
import { findKeychain } from './keychain.ts';
import { saveOwn } from './save-own.ts';

/** Where a session was put, for people; `isSafe`: in a keychain, and not in a file. */
export interface Kept {
  readonly where: string;
  readonly isSafe: boolean;
  readonly profile: string;
}

/** The text of the configuration; empty where there is none yet. */
export function configText(): string {
  const file = configPath();
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return '';
    throw new Stopped('usage', `${file} cannot be read (${code}).`, 'Mend its permissions.');
  }
}

export const profiles = (): readonly Profile[] => profilesOf(configText(), configPath());

/**
 * Keeps a session for one server: in the keychain where there is one that is open, else in the configuration, which only
 * its owner may read. The profile of that server is made, or takes it over.
 */
export async function keepSession(
  url: string,
  session: string,
  wanted: string | undefined,
): Promise<Kept> {
  const profile = wanted ?? nameFor(url);
  const keychain = await findKeychain();
  const isSafe = keychain !== undefined && (await keychain.write(url, session));
  const isFirst = !profiles().some(({ isDefault, name }) => isDefault && name !== profile);
  const values = {
    url,
    token: isSafe ? null : session,
    ...(isFirst && { default_profile: true as const }),
  };
  saveOwn(configPath(), withProfile(configText(), profile, values));
  return { where: isSafe ? keychain.name : configPath(), isSafe, profile };
}

/** The session kept for this server, from wherever it is. */
export async function keptSession(url: string): Promise<string | undefined> {
  const inFile = profiles().find((one) => one.url === url && one.token !== undefined)?.token;
  return inFile ?? (await findKeychain())?.read(url);
}

/** Forgets it in both places; the profile stays, and says where to sign in again. */
export async function forgetSession(url: string): Promise<void> {
  await (await findKeychain())?.remove(url);
  const having = profiles().filter((one) => one.url === url && one.token !== undefined);
  if (having.length === 0) return;
  const text = having.reduce(
    (toml, { name }) => withProfile(toml, name, { token: null }),
    configText(),
  );
  saveOwn(configPath(), text);
}

/** The profile that has this server already, else one that is called after it. */
function nameFor(url: string): string {
  const own = profiles().find((one) => one.url === url);
  return own?.name ?? new URL(url).host.replace(/[^A-Za-z0-9.-]/g, '-').replaceAll('.', '-');
}
