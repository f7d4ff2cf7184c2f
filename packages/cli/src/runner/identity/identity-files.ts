import { chmod, mkdir, readFile, rm } from 'node:fs/promises';
import { writeAtomically } from '../write-atomically.ts';

/** A deployment’s own token, in Platz’s words. */
export interface IssuedToken {
  readonly access_token: string;
  readonly server_url: string;
  /** RFC 3339. */
  readonly expires_at: string;
}

const names = ['access_token', 'server_url', 'expires_at'] as const;

/** Writes a file for each part into a folder that only its owner may enter. */
export async function writeToken(folder: string, token: IssuedToken): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  await chmod(folder, 0o700);
  for (const name of names) await writeAtomically(`${folder}/${name}`, token[name]);
}

/** What was written before, if it is good for some time yet. */
export async function readToken(folder: string): Promise<IssuedToken | undefined> {
  const read = names.map((name) => readFile(`${folder}/${name}`, 'utf8'));
  const texts = await Promise.all(read).catch(() => []);
  const [access_token, server_url, expires_at] = texts;
  if (!access_token || !server_url || !expires_at) return undefined;
  const isGood = Date.parse(expires_at) > Date.now() + 60_000;
  return isGood ? { access_token, server_url, expires_at } : undefined;
}

export async function removeTokens(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
