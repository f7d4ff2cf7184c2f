import type { Permission } from '@keywright/contract';
import type { Rights } from '../decide.ts';
import { isScoped } from '../held-scopes.ts';
import type { Plane } from '../plane.ts';
import type { Credential } from '../principal.ts';
import type { UsageRecorder } from './usage-recorder.ts';

/**
 * The same plane, which also notes what scoped tokens use their scopes for: whatever was decided in their favour. It notes
 * rather too much than too little, for who takes away a scope that was not used must not take one that was.
 */
export function notingUses(
  plane: Plane,
  usage: Pick<UsageRecorder, 'permissionUsed'>,
  clock: () => number,
): Plane {
  const note = (credential: Credential, permission: Permission) => {
    if (credential.kind === 'session') return;
    usage.permissionUsed(credential.id, permission, clock());
  };
  return {
    ...plane,
    async rights(db, caller, places) {
      const rights = await plane.rights(db, caller, places);
      const { credential } = caller;
      if (!isScoped(credential)) return rights;
      return noting(rights, (permission) => note(credential, permission));
    },
    async meetsScopeNeed(db, caller, need) {
      const isMet = await plane.meetsScopeNeed(db, caller, need);
      if (isMet && typeof need !== 'string' && isScoped(caller.credential)) {
        note(caller.credential, 'somewhere' in need ? need.somewhere : need.everywhere);
      }
      return isMet;
    },
    async reach(db, caller, permission) {
      const reach = await plane.reach(db, caller, permission);
      if (reach.kind !== 'nothing' && isScoped(caller.credential)) {
        note(caller.credential, permission);
      }
      return reach;
    },
  };
}

/** `may` notes nothing: it is asked for what a page could offer, which nobody has done yet. */
function noting(rights: Rights, note: (permission: Permission) => void): Rights {
  return {
    ...rights,
    decide(permission, place) {
      const decision = rights.decide(permission, place);
      if (decision.allowed) note(permission);
      return decision;
    },
    inScope(permission, place) {
      const isInScope = rights.inScope(permission, place);
      if (isInScope) note(permission);
      return isInScope;
    },
  };
}
