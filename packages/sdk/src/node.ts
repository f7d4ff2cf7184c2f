import { type Client, type ClientOptions, createClient as createAnyClient } from './client.ts';
import { findConnection } from './node/find-connection.ts';
import type { FindOptions } from './node/sources.ts';

export type { Client, ClientOptions, SentTo } from './client.ts';
export {
  type Failure,
  type FailureCode,
  isFailure,
  KeywrightError,
} from './error.ts';
export { type ConfigurationCode, ConfigurationError } from './node/configuration-error.ts';
export {
  type FoundConnection,
  findAddress,
  findConnection,
} from './node/find-connection.ts';
export { configPath } from './node/places.ts';
export {
  type Profile,
  type ProfileValues,
  profilesOf,
  withoutProfile,
  withProfile,
} from './node/profiles.ts';
export type { FindOptions } from './node/sources.ts';
export type { Page } from './pages.ts';
export type { Receipt } from './receipt.ts';
export { redact } from './redact.ts';

/**
 * A client for programs on Node, Deno or Bun: what is not given as an argument comes from variables and profiles, as
 * `findConnection` says. Throws a `ConfigurationError` where they do not name a server, or contradict each other.
 */
export function createClient(options: ClientOptions & FindOptions = {}): Client {
  const { profile, env, ...rest } = options;
  const { url, token } = findConnection(options);
  return createAnyClient({ ...rest, url, token });
}
