import { type GrantId, type ResourceId, siteId } from '@keywright/contract';
import type { HeldGrant, Holder } from '../../packages/server/src/plane/allowed.ts';
import { rightsFrom } from '../../packages/server/src/plane/decide.ts';
import type { Work } from './rounds.ts';

const idOf = (kind: string, number: number) =>
  `${kind.repeat(8)}-0000-7000-8000-${`${number}`.padStart(12, '0')}` as ResourceId;

const organization = idOf('a', 0);
const project = idOf('b', 0);
const channels = 64;

/**
 * Decisions about channels with a token of so many scopes, all held in memory; `found`: on what the scope stands that
 * lets it, if any does.
 */
export function inMemory(size: number, found: 'entity' | 'site' | 'none'): Work {
  const grant: HeldGrant = {
    ...{ id: 'held' as GrantId, resourceId: project, kindId: null, endsAt: null },
    permissions: new Set(['channel.publish']),
  };
  const holder: Holder = { isActive: true, isAdmin: false, scopes: scopesOf(size, found) };
  const places = Array.from({ length: channels }, (_, i) => ({
    path: [siteId, organization, project, idOf('c', i % Math.min(size, channels))],
    kindId: null,
  }));
  const loaded = new Set(places.flatMap(({ path }) => path));
  const rights = rightsFrom(holder, [grant], loaded, 0);
  const wanted = found !== 'none';
  return (decisions) => {
    for (let i = 0; i < decisions; i++) {
      const place = places[i % channels];
      if (place && rights.may('channel.publish', place) !== wanted)
        throw new Error('A wrong answer.');
    }
  };
}

/** Of channels, each by a scope of its own; the first is of everything, or all are of another operation. */
function scopesOf(size: number, found: 'entity' | 'site' | 'none') {
  const targets = new Set(Array.from({ length: size }, (_, i) => idOf('c', i)));
  if (found === 'none') return new Map([['channel.subscribe', targets]]);
  if (found === 'entity') return new Map([['channel.publish', targets]]);
  const others = [...targets].slice(1).map((id) => id.replace(/^c+/, 'dddddddd') as ResourceId);
  return new Map([['channel.publish', new Set([siteId, ...others])]]);
}
