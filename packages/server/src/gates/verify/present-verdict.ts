import {
  maxTellableScopes,
  type ResourceId,
  siteId,
  type TokenVerification,
} from '@keywright/contract';
import type { Scopes } from '../../plane/allowed.ts';
import { endOfProof } from '../../plane/verification/judge-facts.ts';
import type { KeptToken } from '../../plane/verification/kept.ts';
import { isYes, type Verdict } from '../../plane/verification/verdict.ts';

type Told = TokenVerification;

/** A verdict as it is answered. The keys stand in the order of the contract's schema: see the handler before the framework. */
export function presentVerdict(verdict: Verdict, isAskedFor: boolean): Told {
  if (verdict.kind !== 'known') {
    const told: Told = { valid: false, code: verdict.kind };
    return isAskedFor ? { ...told, allowed: false, reason: 'not_valid' } : told;
  }
  const { token, proof, standing, reason } = verdict;
  const { kind, id, name } = token.principal;
  const end = endOfProof(token, proof);
  const about = {
    principal: { kind, id, name },
    token: { id: token.id, name: token.name },
    expires_at: end === null ? null : new Date(end).toISOString(),
    access: token.access,
    scopes: scopesOf(token),
  };
  const allowed = reason === undefined ? undefined : { allowed: isYes(reason), reason };
  if (standing === 'active') return { valid: true, ...about, ...allowed };
  return { valid: false, code: standing, ...about, ...allowed };
}

/** Null: all that its principal may do; or more than are told. */
function scopesOf({ scopes, byTarget }: KeptToken): Told['scopes'] {
  if (scopes === 'full' || byTarget !== null) return null;
  return countOf(scopes) > maxTellableScopes ? null : [...eachOf(scopes)];
}

function countOf(scopes: Exclude<Scopes, 'full'>): number {
  let count = 0;
  for (const targets of scopes.values()) count += targets.size;
  return count;
}

function* eachOf(scopes: Exclude<Scopes, 'full'>) {
  for (const [permission, targets] of scopes) {
    for (const target of targets) yield { permission, resource: toldTarget(target) };
  }
}

const toldTarget = (target: ResourceId) => (target === siteId ? null : target);
