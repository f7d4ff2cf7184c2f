import type { Permission, ProjectId, ResourceId } from '@keywright/contract';
import type { Db, Storage } from '../storage/storage.ts';
import type { Authentication } from './authentication.ts';
import { type Resource, type Rights, site } from './decide.ts';
import type { Plane } from './plane.ts';
import type { Presented } from './presented.ts';
import type { Caller } from './principal.ts';
import { below, placeOf } from './tree/node.ts';
import { readNode } from './tree/queries.ts';

/** Channels that something reaches: one, any of a project, any at all. */
export type ChannelsAt =
  | { readonly kind: 'channel'; readonly projectId: ProjectId; readonly channelId: ResourceId }
  | { readonly kind: 'project'; readonly projectId: ProjectId }
  | { readonly kind: 'site' };

type ChannelPermission = Permission & ('channel.publish' | 'channel.subscribe');

/**
 * A decision that may be kept: until when it holds if nothing is changed, in milliseconds since 1970 (Infinity: for
 * ever), or undefined: refused.
 */
export type HeldUntil = number | undefined;

/** Who is this, and may they do that, for gates that decide from memory until a change is announced. */
export interface GateDecisions {
  /** Rejects with StorageUnavailable only, as all here. */
  authenticate(presented: Presented): Promise<Authentication>;
  recheck(caller: Caller): Promise<Authentication>;
  /** On all of these channels: on the project where any of it is meant, on the site where any is. */
  onChannels(caller: Caller, permission: ChannelPermission, at: ChannelsAt): Promise<HeldUntil>;
}

export function gateDecisions(plane: Plane, storage: Storage): GateDecisions {
  return {
    authenticate: (presented) => plane.authenticate(presented),
    recheck: (caller) => plane.recheck(caller),
    onChannels: (caller, permission, at) =>
      storage.read(async (db) => {
        const place = await placeOfChannels(db, at);
        if (!place) return undefined;
        const rights = await plane.rights(db, caller, [place]);
        return heldUntil(rights, permission, place);
      }),
  };
}

/** Until when the credential and its principal count by themselves: milliseconds since 1970, or Infinity. */
export function endOfCaller({ principal, credential }: Caller): number {
  const account = principal.kind === 'service_account' ? principal.expiresAt : null;
  const secret = credential.kind === 'session' ? null : credential.secretEndsAt;
  const ends = [credential.expiresAt, secret, account];
  return Math.min(...ends.map((end) => end ?? Infinity));
}

function heldUntil(rights: Rights, permission: Permission, place: Resource): HeldUntil {
  const decision = rights.decide(permission, place);
  if (!decision.allowed) return undefined;
  if (decision.because === 'site_admin') return Infinity;
  // As long as any of them gives it.
  return Math.max(...decision.grants.map(({ endsAt }) => endsAt ?? Infinity));
}

/** Undefined: there is no such channel or project, or the channel stands in another project. */
async function placeOfChannels(db: Db, at: ChannelsAt): Promise<Resource | undefined> {
  switch (at.kind) {
    case 'site':
      return { ...site, type: 'channel', id: null };
    case 'project': {
      const project = await readNode(db, at.projectId);
      return project?.type === 'project' ? below(project, 'channel') : undefined;
    }
    case 'channel': {
      const channel = await readNode(db, at.channelId);
      const isThere = channel?.type === 'channel' && channel.project_id === at.projectId;
      return isThere ? placeOf(channel) : undefined;
    }
    default:
      throw at satisfies never;
  }
}
