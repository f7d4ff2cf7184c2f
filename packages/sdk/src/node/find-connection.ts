import { addressOf } from '../address.ts';
import { ConfigurationError } from './configuration-error.ts';
import { type Places, placesOf } from './places.ts';
import { type FindOptions, type Said, type Search, sourcesOf } from './sources.ts';

/** Where to, and as whom, and what said so. The token is a function so that printing this shows no secret. */
export interface FoundConnection {
  readonly url: string;
  readonly urlFrom: string;
  /** Read anew at each call where it comes from files that are renewed. */
  readonly token?: () => string | undefined | Promise<string | undefined>;
  readonly tokenFrom?: string;
  /** The profile that gave one of them. */
  readonly profile?: string;
}

/**
 * The server and the token to use, each from the first that says it: the arguments; `KEYWRIGHT_URL`, `KEYWRIGHT_TOKEN`; the
 * folder `KEYWRIGHT_CREDENTIALS_DIR` that a runner keeps up to date; `PLATZ_URL`, `PLATZ_TOKEN`, `PLATZ_API_TOKEN`,
 * `PLATZ_USER_TOKEN`; a profile of `~/.config/keywright/config.toml`, then of Platz's own file; what is mounted at
 * `/var/run/secrets/platz`. A file is read only when nothing before it was enough.
 *
 * A token never goes to a server it was not kept for: where a variable would send it there, this throws `conflict`; a
 * profile of another server is passed over. No token at all is no error. Throws a `ConfigurationError`.
 */
export function findConnection(options: FindOptions = {}): FoundConnection {
  const search: Search = { url: undefined };
  let token: Said['token'];
  let profile: string | undefined;
  for (const source of sources(options, search)) {
    search.url ??= checked(source.url);
    profile ??= source.profile;
    if (source.token !== undefined && token === undefined) {
      refuseOtherServer(search, source);
      token = source.token;
    }
    if (search.url !== undefined && token !== undefined) break;
  }
  if (search.url === undefined) throw new ConfigurationError('no_address', noAddress);
  return {
    url: search.url.value,
    urlFrom: search.url.from,
    ...(token && { token: token.read, tokenFrom: token.from }),
    ...(profile !== undefined && { profile }),
  };
}

/** Only where to; whose tokens lie around does not matter. Undefined: nothing says it. */
export function findAddress(options: Omit<FindOptions, 'token'> = {}): Said['url'] {
  for (const source of sources(options, { url: undefined })) {
    const url = checked(source.url);
    if (url !== undefined) return url;
  }
  return undefined;
}

const noAddress =
  'Nothing says where Keywright is. Run `keywright login --url https://…`, or set KEYWRIGHT_URL.';

function sources(options: FindOptions, search: Search): Generator<Said, void, undefined> {
  const env = options.env ?? process.env;
  const places: Places = placesOf(env);
  return sourcesOf(options, env, places, search);
}

function checked(url: Said['url']): Said['url'] {
  if (url === undefined) return undefined;
  try {
    return { value: addressOf(url.value).base, from: url.from };
  } catch {
    const message = `${url.from} is no address like https://keywright.example.com, without user name and password.`;
    throw new ConfigurationError('bad_address', message);
  }
}

function refuseOtherServer({ url }: Search, { url: own, token }: Said): void {
  const theirs = checked(own);
  if (url === undefined || theirs === undefined || theirs.value === url.value) return;
  const message = `${token?.from} is for ${theirs.value} (${theirs.from}), but ${url.from} says ${url.value}. Unset the one you do not mean, or give both.`;
  throw new ConfigurationError('conflict', message);
}
