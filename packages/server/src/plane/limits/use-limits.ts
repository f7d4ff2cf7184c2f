import {
  type DeploymentId,
  type PrincipalId,
  type PrincipalKind,
  type ResourceId,
  type ServiceAccountId,
  siteId,
  type TokenId,
} from '@keywright/contract';
import type { Db, Storage } from '../../storage/storage.ts';
import type { Standing } from '../revocation/standing.ts';
import { type LimitState, minuteWindows } from './minute-windows.ts';
import { organizationOfAccount, organizationOfDeployment, placesWithLimits } from './queries.ts';

/** Tokens kept count of, and principals whose organization is remembered. */
const maxKept = 100_000;

interface Owner {
  readonly kind: PrincipalKind;
  readonly id: PrincipalId;
}

/**
 * How often tokens may be used, by the policies of the site (all tokens) and of organizations (those of service accounts
 * and deployments at home in them; a person's are used everywhere, so that no single organization limits them). Of two
 * the strictest counts.
 */
export interface UseLimits {
  /**
   * Counts one use of a token. Null: it may be used as often as one likes. Undefined: that is not known here yet; `learn`
   * it and count again.
   */
  count(tokenId: TokenId, owner: Owner): LimitState | null | undefined;
  /** Reads what `count` needs of this owner. Rejects with StorageUnavailable. */
  learn(owner: Owner): Promise<void>;
}

export function useLimits(
  storage: Storage,
  standing: Pick<Standing, 'follow'>,
  clock: () => number,
): UseLimits {
  const windows = minuteWindows('token', maxKept, clock);
  /** By site or organization; undefined: not read since a policy was changed. */
  let places: ReadonlyMap<ResourceId, number> | undefined;
  /** In which organization a principal is at home. */
  const organizations = new Map<PrincipalId, ResourceId | null>();
  /** Counts what made us forget the one and the other, so that what was read before it is not kept. */
  let policyChanges = 0;
  let moves = 0;

  const forgetHomes = () => {
    moves++;
    organizations.clear();
  };
  standing.follow({
    // An account or a project may have moved. Nothing was kept where no organization has a limit.
    drop: forgetHomes,
    // So it is told of policies as well.
    empty() {
      policyChanges++;
      places = undefined;
      forgetHomes();
    },
  });

  /** Undefined: not known; null: none. */
  function limitOf({ kind, id }: Owner): number | null | undefined {
    if (places === undefined) return undefined;
    const ofSite = places.get(siteId) ?? null;
    const isOfSiteAlone = places.size === (ofSite === null ? 0 : 1);
    if (kind === 'user' || isOfSiteAlone) return ofSite;
    const organization = organizations.get(id);
    if (organization === undefined) return undefined;
    return stricter(ofSite, places.get(organization ?? siteId) ?? null);
  }

  return {
    count(tokenId, owner) {
      const perMinute = limitOf(owner);
      if (perMinute === null || perMinute === undefined) return perMinute;
      return windows.count(tokenId, perMinute);
    },
    async learn(owner) {
      const before = { policyChanges, moves };
      const read = await storage.read(async (db) => ({
        places: await placesWithLimits(db),
        organization: await organizationOf(db, owner),
      }));
      if (policyChanges === before.policyChanges) {
        places = new Map(read.places.map(({ resource_id, perMinute }) => [resource_id, perMinute]));
      }
      if (moves !== before.moves) return;
      if (organizations.size >= maxKept) organizations.clear();
      organizations.set(owner.id, read.organization);
    },
  };
}

function stricter(one: number | null, other: number | null): number | null {
  if (one === null || other === null) return one ?? other;
  return Math.min(one, other);
}

function organizationOf(db: Db, { kind, id }: Owner): Promise<ResourceId | null> {
  switch (kind) {
    case 'user':
      return Promise.resolve(null);
    case 'service_account':
      return organizationOfAccount(db, id as ServiceAccountId);
    case 'deployment':
      return organizationOfDeployment(db, id as DeploymentId);
    default:
      throw kind satisfies never;
  }
}
