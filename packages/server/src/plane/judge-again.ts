import type { Db } from '../storage/storage.ts';
import { type Authentication, refused } from './authentication.ts';
import type { Credential } from './principal.ts';
import { deploymentTokenMaterial, sessionMaterial, tokenMaterial } from './queries.ts';
import { digestText } from './secret.ts';
import { judgeSession, judgeToken } from './verification/caller-of.ts';
import type { PrincipalFacts, TokenFacts } from './verification/facts.ts';
import {
  deploymentFacts,
  deploymentTokenFacts,
  holderFacts,
  ownerFacts,
  sessionFacts,
  tokenFacts,
} from './verification/facts-of-rows.ts';
import { proofByDigest } from './verification/judge-facts.ts';

/** A credential that proved itself before, by what the database says of it now: never from memory. */
export async function judgeAgain(
  db: Db,
  credential: Credential,
  now: number,
): Promise<Authentication> {
  switch (credential.kind) {
    case 'user_token':
    case 'service_account_token': {
      const row = await tokenMaterial(db, credential.id);
      if (!row) return refused('token_unknown');
      return judgeProved(tokenFacts(row), ownerFacts(row), credential.provedBy, now);
    }
    case 'deployment_token': {
      const row = await deploymentTokenMaterial(db, credential.id);
      if (!row) return refused('token_unknown');
      return judgeProved(deploymentTokenFacts(row), deploymentFacts(row), credential.provedBy, now);
    }
    case 'session': {
      const row = await sessionMaterial(db, credential.id);
      if (!row) return refused('session_invalid');
      return judgeSession(sessionFacts(row), holderFacts(row), credential.carrier, now);
    }
    default:
      throw credential satisfies never;
  }
}

function judgeProved(
  token: TokenFacts,
  owner: PrincipalFacts,
  provedBy: Uint8Array,
  now: number,
): Authentication {
  const proof = proofByDigest(token, digestText(provedBy), now);
  return proof ? judgeToken(token, owner, proof, now) : refused('token_unknown');
}
