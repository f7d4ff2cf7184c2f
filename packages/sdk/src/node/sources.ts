import { addressOf } from '../address.ts';
import { ConfigurationError } from './configuration-error.ts';
import { type Places, readText } from './places.ts';
import { type Profile, profilesOf } from './profiles.ts';

type Env = Readonly<Record<string, string | undefined>>;

export interface FindOptions {
  readonly url?: string | undefined;
  readonly token?: string | (() => string | undefined | Promise<string | undefined>) | undefined;
  /** Use this profile, and no variable. */
  readonly profile?: string | undefined;
  /** The variables to look at; those of the process without it. */
  readonly env?: Readonly<Record<string, string | undefined>> | undefined;
}

/** What one source says, and how messages name it. */
export interface Said {
  readonly url?: { readonly value: string; readonly from: string } | undefined;
  readonly token?:
    | {
        readonly read: () => string | undefined | Promise<string | undefined>;
        readonly from: string;
      }
    | undefined;
  readonly profile?: string;
}

/** What was found so far: it decides which profile fits. */
export interface Search {
  url: Said['url'];
}

/** All that may say something, in their order; files are read when their turn comes. */
export function* sourcesOf(
  options: FindOptions,
  env: Env,
  places: Places,
  search: Search,
): Generator<Said, void, undefined> {
  yield argumentsOf(options);
  if (options.profile !== undefined) {
    yield namedProfile(options.profile, places, search);
    return;
  }
  yield variables(env, 'KEYWRIGHT_URL', ['KEYWRIGHT_TOKEN']);
  if (env['KEYWRIGHT_CREDENTIALS_DIR']) yield folder(env['KEYWRIGHT_CREDENTIALS_DIR']);
  yield variables(env, 'PLATZ_URL', ['PLATZ_TOKEN', 'PLATZ_API_TOKEN', 'PLATZ_USER_TOKEN']);
  yield profileOf(places.keywright, env['KEYWRIGHT_PROFILE'], search);
  yield profileOf(places.platz, env['PLATZ_PROFILE'], search);
  yield folder(places.mounted);
}

function argumentsOf({ url, token }: FindOptions): Said {
  const read = typeof token === 'function' ? token : () => token;
  return {
    ...(url !== undefined && { url: { value: url, from: 'url' } }),
    ...(token !== undefined && { token: { read, from: 'token' } }),
  };
}

/** An empty variable is none. */
function variables(env: Env, urlName: string, tokenNames: readonly string[]): Said {
  const value = env[urlName];
  const tokenName = tokenNames.find((name) => env[name]);
  return {
    ...(value && { url: { value, from: urlName } }),
    ...(tokenName && { token: { read: () => env[tokenName], from: tokenName } }),
  };
}

/** A folder whose files are renewed: the token is read at each call. */
function folder(path: string): Said {
  const url = readText(`${path}/server_url`)?.trim();
  if (!url) return {};
  return {
    url: { value: url, from: `${path}/server_url` },
    token: {
      read: () => readText(`${path}/access_token`)?.trim(),
      from: `${path}/access_token`,
    },
  };
}

function namedProfile(name: string, places: Places, search: Search): Said {
  const files = [places.keywright, places.platz];
  const file = files.find((one) => profilesIn(one).some((profile) => profile.name === name));
  if (file !== undefined) return profileOf(file, name, search);
  const message = `There is no profile ${name} in ${files.join(' or ')}. \`keywright config list\` names those there are.`;
  throw new ConfigurationError('unknown_profile', message);
}

const profilesIn = (file: string): readonly Profile[] => profilesOf(readText(file) ?? '', file);

/** The profile of that name; without one, of the server that was found, or the default, or the only one. */
function profileOf(file: string, name: string | undefined, search: Search): Said {
  const profiles = profilesIn(file);
  const profile = name ? named(profiles, name, file) : fitting(profiles, file, search);
  if (profile === undefined) return {};
  const from = `profile ${profile.name} of ${file}`;
  const { token } = profile;
  if (name && search.url !== undefined && baseOf(profile) !== search.url.value) {
    const message = `${search.url.from} says ${search.url.value}, but ${from} is for ${profile.url}. Leave one of them out.`;
    throw new ConfigurationError('conflict', message);
  }
  return {
    url: { value: profile.url, from },
    ...(token !== undefined && { token: { read: () => token, from } }),
    profile: profile.name,
  };
}

function named(profiles: readonly Profile[], name: string, file: string): Profile {
  const profile = profiles.find((one) => one.name === name);
  if (profile !== undefined) return profile;
  const names = profiles.map((one) => one.name).join(', ') || 'none';
  throw new ConfigurationError(
    'unknown_profile',
    `There is no profile ${name} in ${file}. It has: ${names}.`,
  );
}

function fitting(profiles: readonly Profile[], file: string, { url }: Search): Profile | undefined {
  const here = profiles.filter((one) => url === undefined || baseOf(one) === url.value);
  const byDefault = here.find(({ isDefault }) => isDefault);
  if (byDefault !== undefined || here.length < 2) return byDefault ?? here[0];
  if (url !== undefined) return here[0];
  const names = here.map(({ name }) => name).join(', ');
  const message = `${file} has the profiles ${names}, and none is the default. Set KEYWRIGHT_PROFILE, or default_profile = true in one.`;
  throw new ConfigurationError('unknown_profile', message);
}

/** Undefined where it is no address: that is said when it is used. */
function baseOf({ url }: Profile): string | undefined {
  try {
    return addressOf(url).base;
  } catch {
    return undefined;
  }
}
