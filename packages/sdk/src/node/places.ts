import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError } from './configuration-error.ts';

type Env = Readonly<Record<string, string | undefined>>;

/** The files that may say something. */
export interface Places {
  readonly keywright: string;
  readonly platz: string;
  /** What Platz mounts into its deployments. */
  readonly mounted: string;
}

export function placesOf(env: Env): Places {
  const home = env['HOME'] || homedir();
  const config = env['XDG_CONFIG_HOME'] || join(home, '.config');
  // Platz's clients look below the home first, and then where the system keeps configuration.
  const platz = [join(home, '.config'), config].map((folder) =>
    join(folder, 'platz', 'config.toml'),
  );
  return {
    keywright: configPath(env),
    platz: platz.find((file) => existsSync(file)) ?? join(config, 'platz', 'config.toml'),
    mounted: '/var/run/secrets/platz',
  };
}

/** Where Keywright's own profiles are: `$XDG_CONFIG_HOME/keywright/config.toml`, else below `~/.config`. */
export function configPath(env: Env = process.env): string {
  const home = env['HOME'] || homedir();
  return join(env['XDG_CONFIG_HOME'] || join(home, '.config'), 'keywright', 'config.toml');
}

/** A file's text; undefined: there is none. Throws `bad_file`. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new ConfigurationError(
      'bad_file',
      `${file} cannot be read (${code}). Mend its permissions.`,
    );
  }
}
