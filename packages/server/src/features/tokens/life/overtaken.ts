import { sameDigest } from '../../../plane/secret.ts';
import { Problem } from '../../../request/problem.ts';
import type { Proof } from './queries.ts';

/**
 * Two who ask for a new secret at once would each take away what the other was just given, and one would not know. So
 * the secret that was there when a request came must be there still when its turn comes. Throws `conflict`.
 */
export function refuseOvertaken(before: Proof | undefined, now: Proof | undefined): void {
  if (before?.id === now?.id && (!before || !now || isSame(before, now))) return;
  throw new Problem('conflict', {
    message:
      'Another request gave this a new secret at the same moment, and its answer holds it. Ask again only if that one is lost.',
  });
}

const isSame = (one: Proof, other: Proof) => sameDigest(one.secret_sha256, other.secret_sha256);
