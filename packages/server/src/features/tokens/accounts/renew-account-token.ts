import { endpoints } from '@keywright/contract';
import { makeToken } from '../../../plane/make-token.ts';
import type { Plane } from '../../../plane/plane.ts';
import { sameDigest } from '../../../plane/secret.ts';
import { type Covers, refuseBeyondOneself } from '../../../request/covers.ts';
import { endTime } from '../../../request/end-time.ts';
import { changeOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { wireTimeOrNull } from '../../../request/time.ts';
import type { Storage } from '../../../storage/storage.ts';
import { accountTokenTarget, auditTarget, ownerDetails, tokenPlace } from './account-target.ts';
import { presentAccountToken } from './present-account-token.ts';
import { lockAccountToken, type Proof, proofOf, replaceSecret } from './queries.ts';

/** The life asked for a renewed token, or what is left of its old one; one that is over is followed by no end. */
export function renewedEnd(
  body: { expires_at?: number | null | undefined; duration?: string | undefined } | undefined,
  old: number | null,
  now: number,
): number | null {
  const isSaid = body?.expires_at !== undefined || body?.duration !== undefined;
  if (isSaid) return endTime(body, now);
  return old !== null && old > now ? old : null;
}

/**
 * Two who renew at once would each take away what the other was just given, and one would not know. So the secret that
 * was there when a request came must be there still when its turn comes. Throws `conflict`.
 */
export function refuseOvertaken(before: Proof | undefined, now: Proof | undefined): void {
  if (before?.id === now?.id && (!before || !now || isSame(before, now))) return;
  throw new Problem('conflict', {
    message:
      'Another request renewed this at the same moment, and its answer holds the new secret. Renew again only if that one is lost.',
  });
}

const isSame = (one: Proof, other: Proof) => sameDigest(one.secret_sha256, other.secret_sha256);

/** A new secret for the same token, and the old one dead now. */
export const renewAccountTokenOperation = (plane: Plane, storage: Storage, covers: Covers) =>
  changeOperation(endpoints.renewServiceAccountToken, {
    changesCredentials: true,
    prepare: ({ params }) => storage.read((db) => proofOf(db, params.id)),
    async target(tx, { params, caller }) {
      const row = await lockAccountToken(tx, params.id);
      return row && accountTokenTarget(row, caller);
    },
    async run(tx, { body, caller, now }, row, before) {
      await refuseBeyondOneself(covers, tx, { caller, now }, row.service_account_id);
      if (row.revoked_at !== null) {
        throw new Problem('conflict', {
          message: 'This token was revoked, and stays so. Make a new one.',
        });
      }
      refuseOvertaken(before, await proofOf(tx, row.id));
      const { token, digest } = makeToken('service_account', row.id);
      const expiresAt = renewedEnd(body, row.expires_at, now);
      await replaceSecret(tx, row.id, { digest, expiresAt });
      const rights = await plane.rights(tx, caller, [tokenPlace(row)]);
      const renewed = { ...row, expires_at: expiresAt };
      return {
        output: {
          ...presentAccountToken(rights, caller, renewed, now),
          created_token: token.reveal(),
        },
        audit: {
          action: 'service_account_token.renew',
          target: auditTarget(row),
          details: { ...ownerDetails(row), expires_at: wireTimeOrNull(expiresAt) },
        },
      };
    },
  });
