// Who asks: every call of an action carries a JWT that only Keywright can have signed, for this deployment alone.
import { createRemoteJWKSet, jwtVerify } from 'jose';

let keys;

/** The actor (kind, id, name), or undefined where the call comes from somebody else. */
export async function checkStatement(authorization, deploymentId) {
  const server = process.env.PLATZ_URL;
  keys ??= createRemoteJWKSet(new URL('/.well-known/jwks.json', server));
  try {
    const { payload } = await jwtVerify(authorization?.replace(/^Bearer /, '') ?? '', keys, {
      issuer: server,
      audience: deploymentId,
      typ: 'keywright-statement+jwt',
    });
    return payload.actor;
  } catch (error) {
    console.error(`A call was refused: ${error.message}`);
    return undefined;
  }
}
