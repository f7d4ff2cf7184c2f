import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';

/** The system's own place for secrets, unlocked with the person's sign-in to the machine. One secret for a server. */
export interface Keychain {
  readonly name: string;
  /** False: it is there, but locked or broken. */
  write(url: string, secret: string): Promise<boolean>;
  read(url: string): Promise<string | undefined>;
  remove(url: string): Promise<void>;
}

/** A dialog to unlock it may be open; nobody is waited for longer. */
const patienceMs = 30_000;

/** Undefined: there is none on this machine, as on most servers, or KEYWRIGHT_KEYCHAIN=off says not to use it. */
export async function findKeychain(): Promise<Keychain | undefined> {
  if (process.env['KEYWRIGHT_KEYCHAIN'] === 'off') return undefined;
  switch (process.platform) {
    case 'darwin':
      return isOnPath('security') ? macKeychain : undefined;
    case 'linux':
      return hasSessionBus() && isOnPath('secret-tool') ? secretService : undefined;
    default:
      return undefined;
  }
}

const attributes = (url: string) => ['application', 'keywright', 'server', url];

/** GNOME Keyring, KWallet and others, over the Secret Service of freedesktop.org. */
const secretService: Keychain = {
  name: 'the system’s keychain',
  async write(url, secret) {
    const args = ['store', '--label', `Keywright, ${url}`, ...attributes(url)];
    return (await run('secret-tool', args, secret)).isDone;
  },
  async read(url) {
    const { isDone, out } = await run('secret-tool', ['lookup', ...attributes(url)]);
    return isDone && out !== '' ? out : undefined;
  },
  async remove(url) {
    await run('secret-tool', ['clear', ...attributes(url)]);
  },
};

/** The login keychain. Commands go in on standard input, because arguments are seen by everybody on the machine. */
const macKeychain: Keychain = {
  name: 'the login keychain',
  async write(url, secret) {
    const command = `add-generic-password -U -s keywright -a ${quoted(url)} -w ${quoted(secret)}\n`;
    return (await run('security', ['-i'], command)).isDone;
  },
  async read(url) {
    const args = ['find-generic-password', '-s', 'keywright', '-a', url, '-w'];
    const { isDone, out } = await run('security', args);
    return isDone ? out.trim() : undefined;
  },
  async remove(url) {
    await run('security', ['delete-generic-password', '-s', 'keywright', '-a', url]);
  },
};

const quoted = (word: string) => `"${word.replace(/["\\]/g, '\\$&')}"`;

function hasSessionBus(): boolean {
  if (process.env['DBUS_SESSION_BUS_ADDRESS']) return true;
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return runtime !== undefined && existsSync(join(runtime, 'bus'));
}

function isOnPath(program: string): boolean {
  return (process.env['PATH'] ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return folder !== '';
    } catch {
      return false;
    }
  });
}

async function run(
  program: string,
  args: readonly string[],
  input = '',
): Promise<{ isDone: boolean; out: string }> {
  const child = spawn(program, args, { stdio: ['pipe', 'pipe', 'ignore'], timeout: patienceMs });
  // It may end before it has read anything.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  try {
    const [out, [code]] = await Promise.all([text(child.stdout), once(child, 'close')]);
    return { isDone: code === 0, out };
  } catch {
    return { isDone: false, out: '' };
  }
}
