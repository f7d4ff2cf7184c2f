import type { Permission, ProjectId, ResourceId } from '@keywright/contract';
import { refuseEarlier } from '../storage/position.ts';
import type { Db, Storage } from '../storage/storage.ts';
import type { Authentication } from './authentication.ts';
import { type Resource, type Rights, site } from './decide.ts';
import type { Plane } from './plane.ts';
import type { Presented } from './presented.ts';
import type { Caller } from './principal.ts';
import type { Standing } from './revocation/standing.ts';
import { below, placeOf } from './tree/node.ts';
import { readNode } from './tree/queries.ts';

/** Channels that something reaches: one, any of a project, any at all. */
export type ChannelsAt =
  | { readonly kind: 'channel'; readonly projectId: ProjectId; readonly channelId: ResourceId }
  | { readonly kind: 'project'; readonly projectId: ProjectId }
  | { readonly kind: 'site' };

type ChannelPermission = Permission & ('channel.publish' | 'channel.subscribe');

/** A decision that may be kept, while the lease holds and nothing of it changes. Undefined: refused. */
export type HeldDecision =
  | {
      /** Until when it holds if nothing is changed, in milliseconds since 1970; Infinity: for ever. */
      readonly until: number;
      /** What it goes by, beside its caller: keys of the change feed. */
      readonly keys: readonly string[];
    }
  | undefined;

/** Who is this, and may they do that, for gates that decide from memory until a change is heard of. */
export interface GateDecisions {
  /** Rejects with StorageUnavailable only, as all here. */
  authenticate(presented: Presented): Promise<Authentication>;
  recheck(caller: Caller): Promise<Authentication>;
  /** On all of these channels: on the project where any of it is meant, on the site where any is. */
  onChannels(caller: Caller, permission: ChannelPermission, at: ChannelsAt): Promise<HeldDecision>;
}

export function gateDecisions(
  plane: Plane,
  storage: Storage,
  standing: Pick<Standing, 'hold'>,
): GateDecisions {
  return {
    authenticate: (presented) => plane.authenticate(presented),
    recheck: (caller) => plane.recheck(caller),
    async onChannels(caller, permission, at) {
      const since = await standing.hold();
      return storage.read(async (db) => {
        await refuseEarlier(db, since);
        const place = await placeOfChannels(db, at);
        if (!place) return undefined;
        const rights = await plane.rights(db, caller, [place]);
        return heldDecision(rights, permission, place);
      });
    },
  };
}

/** Until when the credential and its principal count by themselves: milliseconds since 1970, or Infinity. */
export function endOfCaller({ principal, credential }: Caller): number {
  const account = principal.kind === 'service_account' ? principal.expiresAt : null;
  const secret = credential.kind === 'session' ? null : credential.secretEndsAt;
  const ends = [credential.expiresAt, secret, account];
  return Math.min(...ends.map((end) => end ?? Infinity));
}

function heldDecision(rights: Rights, permission: Permission, place: Resource): HeldDecision {
  const decision = rights.decide(permission, place);
  if (!decision.allowed) return undefined;
  if (decision.because === 'site_admin') return { until: Infinity, keys: place.path };
  const { grants } = decision;
  // As long as any of them gives it.
  const until = Math.max(...grants.map(({ endsAt }) => endsAt ?? Infinity));
  return { until, keys: [...place.path, ...grants.flatMap(({ setId }) => setId ?? [])] };
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
