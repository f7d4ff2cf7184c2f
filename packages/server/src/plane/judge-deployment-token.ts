import type { DeploymentId, DeploymentTokenId, ParsedToken } from '@keywright/contract';
import type { Storage } from '../storage/storage.ts';
import { type Authentication, judgeCaller, refused } from './authentication.ts';
import { isDeploymentActive } from './deployment-state.ts';
import type { Caller } from './principal.ts';
import { deploymentTokenMaterial } from './queries.ts';
import { digestOf, Secret, sameDigest } from './secret.ts';
import { tokenState } from './token-state.ts';

/** Judges a token that says of itself that it is a deployment's. */
export async function authenticateDeploymentToken(
  storage: Storage,
  parsed: ParsedToken,
  now: number,
): Promise<Authentication> {
  const digest = digestOf(new Secret(parsed.secretText));
  const id = parsed.id as DeploymentTokenId;
  const material = await storage.read((db) => deploymentTokenMaterial(db, id));
  if (!material || !sameDigest(digest, material.secret_sha256)) return refused('token_unknown');
  return judge(material, now);
}

type Material = Awaited<ReturnType<typeof deploymentTokenMaterial>>;

/** The same of one that proved itself before, by what the database says of it now. */
export function judgeDeploymentTokenAgain(
  material: Material,
  provedBy: Uint8Array,
  now: number,
): Authentication {
  if (!material || !sameDigest(provedBy, material.secret_sha256)) return refused('token_unknown');
  return judge(material, now);
}

function judge(material: NonNullable<Material>, now: number): Authentication {
  const state = tokenState(material, now);
  switch (state) {
    case 'revoked':
      return refused('token_revoked');
    case 'expired':
      return refused('token_expired');
    case 'active':
      // Its deployment is gone, and its tokens with it.
      return material.deployment_name === null
        ? refused('token_revoked')
        : judgeCaller(callerOf(material, material.deployment_name));
    default:
      throw state satisfies never;
  }
}

function callerOf(material: NonNullable<Material>, name: string): Caller {
  const { is_enabled, deleting_at } = material;
  return {
    principal: {
      kind: 'deployment',
      id: material.deployment_id as DeploymentId,
      name,
      isAdmin: false,
      isActive: is_enabled !== null && isDeploymentActive({ is_enabled, deleting_at }),
    },
    credential: {
      kind: 'deployment_token',
      access: 'full',
      id: material.id,
      name: `Token of ${name}`,
      expiresAt: material.expires_at,
      provedBy: material.secret_sha256,
      secretEndsAt: null,
    },
  };
}
