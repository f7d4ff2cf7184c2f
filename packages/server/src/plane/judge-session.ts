import type { Storage } from '../storage/storage.ts';
import { type Authentication, judgeCaller, refused } from './authentication.ts';
import type { Presented } from './presented.ts';
import { sessionName } from './principal.ts';
import { sessionMaterial } from './queries.ts';
import type { SessionJwts } from './session-jwt.ts';
import { userOf } from './user-material.ts';

/** Judges a session by its JWT. */
export async function authenticateSession(
  storage: Storage,
  jwts: SessionJwts,
  { jwt, carrier }: Presented & { kind: 'session' },
  now: number,
): Promise<Authentication> {
  const claims = await jwts.verify(jwt, now);
  if (claims === 'invalid') return refused('session_invalid');
  if (claims === 'expired') return refused('session_expired');
  const material = await storage.read((db) => sessionMaterial(db, claims.sessionId));
  if (material?.user_id !== claims.userId) return refused('session_invalid');
  return judgeSession(material, carrier, now);
}

type SessionMaterial = Awaited<ReturnType<typeof sessionMaterial>>;

/** Judges a session that proved itself, by what the database says of it. */
export function judgeSession(
  material: SessionMaterial,
  carrier: 'cookie' | 'bearer',
  now: number,
): Authentication {
  if (!material) return refused('session_invalid');
  if (material.ended_at !== null) return refused('session_ended');
  if (material.expires_at <= now) return refused('session_expired');
  return judgeCaller({
    principal: userOf(material),
    credential: {
      kind: 'session',
      id: material.id,
      name: sessionName(material),
      expiresAt: material.expires_at,
      carrier,
    },
  });
}
