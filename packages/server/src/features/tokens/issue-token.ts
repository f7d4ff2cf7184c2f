import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, UserId, UserTokenId } from '@keywright/contract';
import { makeToken } from '../../plane/make-token.ts';
import type { Secret } from '../../plane/secret.ts';
import { wireTimeOrNull } from '../../request/time.ts';
import type { Tx } from '../../storage/storage.ts';
import { insertToken, type Maker } from './queries.ts';
import { auditTarget, ownerDetails } from './token-target.ts';

const defaultName = 'Unnamed token';

export interface TokenOrder {
  readonly owner: { readonly id: UserId; readonly name: string };
  readonly name: string | undefined;
  readonly description: string | undefined;
  readonly expiresAt: number | null;
  readonly createdBy: Maker;
  readonly now: number;
}

/** Makes and stores a token; the returned secret exists nowhere else. */
export async function issueToken(
  tx: Tx,
  order: TokenOrder,
): Promise<{ id: UserTokenId; token: Secret; audit: AuditChange }> {
  const id = randomUUIDv7() as UserTokenId;
  const { token, digest } = makeToken('user', id);
  const name = order.name ?? defaultName;
  await insertToken(tx, {
    id,
    userId: order.owner.id,
    name,
    description: order.description ?? '',
    digest,
    createdAt: order.now,
    expiresAt: order.expiresAt,
    createdBy: order.createdBy,
  });
  const audit: AuditChange = {
    action: 'user_token.create',
    target: auditTarget({ id, name }),
    details: {
      ...ownerDetails({ user_id: order.owner.id, owner_name: order.owner.name }),
      expires_at: wireTimeOrNull(order.expiresAt),
    },
  };
  return { id, token, audit };
}
