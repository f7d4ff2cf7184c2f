import type { TokenId, UseOutcome } from '@keywright/contract';
import { maxOrigins, mergeOrigins, noteOrigin, type Origin } from './origins.ts';

export const hourMs = 3_600_000;
/** Different refusals counted apart for one token between two writes; beyond it they are counted without the permission. */
const maxRefusals = 50;
/** Different permissions noted for one token between two writes; there are not many more altogether. */
const maxPermissions = 500;

/** One look at a token that proved itself by the right secret; what came with it, as it was sent. */
export interface Sighting {
  readonly tokenId: TokenId;
  readonly outcome: UseOutcome;
  /** What it was asked to do, where something was asked: `channel.publish`. */
  readonly permission: string | undefined;
  readonly address: string | null;
  /** At most 300 characters. */
  readonly userAgent: string | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** What was seen of one token within one hour, since the last write. */
export interface HeldUses {
  readonly tokenId: TokenId;
  /** When the hour began, in milliseconds since 1970. */
  readonly hour: number;
  accepted: number;
  /** How many, by the outcome and (of the denied) the permission, as `refusalKey` joins them. */
  readonly refused: Map<string, number>;
  /** The last time it was good, in milliseconds since 1970; 0: not in this hour. */
  lastUsedAt: number;
  lastAddress: string | null;
  lastUserAgent: string | null;
  /** The last used first, as the next. */
  readonly addresses: Origin[];
  readonly userAgents: Origin[];
  /** When each permission was last used and given, in milliseconds since 1970. */
  readonly permissions: Map<string, number>;
}

export const noUses = (tokenId: TokenId, hour: number): HeldUses => ({
  tokenId,
  hour,
  accepted: 0,
  refused: new Map(),
  lastUsedAt: 0,
  lastAddress: null,
  lastUserAgent: null,
  addresses: [],
  userAgents: [],
  permissions: new Map(),
});

/** Adds one look. Every check of a token comes by here: it makes nothing new for what it saw before. */
export function addSighting(held: HeldUses, seen: Sighting): void {
  const { outcome, permission, at } = seen;
  if (outcome === 'accepted') {
    held.accepted++;
    if (permission !== undefined) notePermission(held.permissions, permission, at);
  } else {
    addRefusals(held.refused, refusalKey(outcome, permission), 1);
  }
  if (isUse(outcome)) {
    held.lastUsedAt = at;
    held.lastAddress = seen.address;
    held.lastUserAgent = seen.userAgent;
  }
  if (seen.address !== null) noteOrigin(held.addresses, seen.address, at);
  if (seen.userAgent !== null) noteOrigin(held.userAgents, seen.userAgent, at);
}

/** Adds what was seen before, of the same token and hour. */
export function addUses(held: HeldUses, before: HeldUses): void {
  held.accepted += before.accepted;
  for (const [key, count] of before.refused) addRefusals(held.refused, key, count);
  if (held.lastUsedAt < before.lastUsedAt) {
    held.lastUsedAt = before.lastUsedAt;
    held.lastAddress = before.lastAddress;
    held.lastUserAgent = before.lastUserAgent;
  }
  held.addresses.splice(0, maxOrigins, ...mergeOrigins(held.addresses, before.addresses));
  held.userAgents.splice(0, maxOrigins, ...mergeOrigins(held.userAgents, before.userAgents));
  for (const [permission, at] of before.permissions) {
    const known = held.permissions.get(permission) ?? 0;
    if (known < at) notePermission(held.permissions, permission, at);
  }
}

/** Whether the token itself was good. An expired or revoked one that is still sent is not in use: it is refused. */
const isUse = (outcome: UseOutcome) =>
  outcome === 'accepted' || outcome === 'denied' || outcome === 'rate_limited';

/** Notes when a permission was used; `at`: milliseconds since 1970. */
export function notePermission(
  permissions: Map<string, number>,
  permission: string,
  at: number,
): void {
  if (permissions.size >= maxPermissions && !permissions.has(permission)) return;
  permissions.set(permission, at);
}

const refusalKey = (outcome: UseOutcome, permission: string | undefined): string =>
  outcome === 'denied' && permission !== undefined ? `${outcome} ${permission}` : outcome;

function addRefusals(refused: Map<string, number>, key: string, count: number): void {
  const known = refused.get(key);
  const kept = known === undefined && refused.size >= maxRefusals ? outcomeOf(key) : key;
  refused.set(kept, (refused.get(kept) ?? 0) + count);
}

/** The outcome of a key of `refused`, without its permission. */
export const outcomeOf = (key: string): UseOutcome => key.split(' ', 1)[0] as UseOutcome;
/** Its permission; empty: none. */
export const permissionOf = (key: string): string => key.slice(outcomeOf(key).length + 1);
