import type {
  DeploymentId,
  DeploymentTokenId,
  ServiceAccountId,
  ServiceAccountTokenId,
  UserId,
  UserTokenId,
} from '@keywright/contract';
import { type Authentication, judgeCaller, refused } from '../authentication.ts';
import type { Credential, Principal } from '../principal.ts';
import type { PrincipalFacts, SessionFacts, TokenFacts } from './facts.ts';
import { isActive, type Proof, standingOf } from './judge-facts.ts';

/** What is answered to the bearer of the right secret. `now`: milliseconds since 1970. */
export function judgeToken(
  token: TokenFacts,
  principal: PrincipalFacts,
  proof: Proof,
  now: number,
): Authentication {
  const standing = standingOf(token, principal, now);
  switch (standing) {
    case 'revoked':
      return refused('token_revoked');
    case 'expired':
      return refused('token_expired');
    case 'principal_inactive':
    case 'active':
      return judgeCaller({
        principal: principalOf(principal, now),
        credential: credentialOf(token, principal, proof),
      });
    default:
      throw standing satisfies never;
  }
}

/** What is answered to who came with a session. */
export function judgeSession(
  session: SessionFacts,
  principal: PrincipalFacts,
  carrier: 'cookie' | 'bearer',
  now: number,
): Authentication {
  if (session.endedAt !== null) return refused('session_ended');
  if (session.expiresAt <= now) return refused('session_expired');
  const { id, name, expiresAt } = session;
  return judgeCaller({
    principal: principalOf(principal, now),
    credential: { kind: 'session', id, name, expiresAt, carrier },
  });
}

function principalOf(facts: PrincipalFacts, now: number): Principal {
  const { kind, id, name } = facts;
  const active = isActive(facts, now);
  switch (kind) {
    case 'user': {
      const { email, isAdmin } = facts;
      return { kind, id: id as UserId, name, email, isAdmin, isActive: active };
    }
    case 'service_account':
      return {
        kind,
        id: id as ServiceAccountId,
        name,
        homeId: facts.homeId,
        expiresAt: facts.expires_at,
        isAdmin: false,
        isActive: active,
      };
    case 'deployment':
      return { kind, id: id as DeploymentId, name, isAdmin: false, isActive: active };
    default:
      throw kind satisfies never;
  }
}

function credentialOf(token: TokenFacts, { kind }: PrincipalFacts, proof: Proof): Credential {
  const isOld = proof === 'old' && token.old !== null;
  const common = {
    name: token.name,
    expiresAt: token.expires_at,
    access: token.access,
    provedBy: Buffer.from(isOld ? token.old.digest : token.digest, 'latin1'),
    secretEndsAt: isOld ? token.old.endsAt : null,
  };
  switch (kind) {
    case 'user':
      return { kind: 'user_token', id: token.id as UserTokenId, ...common };
    case 'service_account':
      return { kind: 'service_account_token', id: token.id as ServiceAccountTokenId, ...common };
    case 'deployment':
      return { kind: 'deployment_token', id: token.id as DeploymentTokenId, ...common };
    default:
      throw kind satisfies never;
  }
}
