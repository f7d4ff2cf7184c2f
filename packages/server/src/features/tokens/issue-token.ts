import { randomUUIDv7 } from 'node:crypto';
import type { AuditChange, TokenAccess, TokenId } from '@keywright/contract';
import { makeToken } from '../../plane/make-token.ts';
import type { Secret } from '../../plane/secret.ts';
import { wireTimeOrNull } from '../../request/time.ts';
import type { Tx } from '../../storage/storage.ts';
import { insertToken, type Maker, type TokenOwner } from './queries.ts';

const defaultName = 'Unnamed token';

export interface TokenOrder {
  readonly owner: TokenOwner & { readonly name: string };
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** `full` without it. */
  readonly access?: TokenAccess | undefined;
  /** Milliseconds since 1970; null: never. */
  readonly expiresAt: number | null;
  readonly createdBy: Maker;
  readonly now: number;
  /** Gives it its scopes once it is there; returns how many. */
  readonly addScopes?: (id: TokenId) => Promise<number>;
}

export interface IssuedToken {
  readonly id: TokenId;
  readonly token: Secret;
  readonly audit: AuditChange;
}

/** Makes and stores a token of a user or a service account; the returned secret exists nowhere else. */
export async function issueToken(tx: Tx, order: TokenOrder): Promise<IssuedToken> {
  const { owner, name = defaultName, description = '', access = 'full', expiresAt } = order;
  const id = randomUUIDv7() as TokenId;
  const { token, digest } = makeToken(owner.kind, id);
  const { createdBy, now: createdAt } = order;
  const row = { id, owner, name, description, digest, access, createdAt, expiresAt, createdBy };
  await insertToken(tx, row);
  const numScopes = access === 'scoped' ? await order.addScopes?.(id) : undefined;
  const details = {
    owner_id: owner.id,
    owner_name: owner.name,
    expires_at: wireTimeOrNull(expiresAt),
    access,
    ...(numScopes !== undefined && { num_scopes: numScopes }),
  };
  return { id, token, audit: created(owner.kind, { id, name }, details) };
}

function created(
  kind: TokenOwner['kind'],
  token: { id: TokenId; name: string },
  details: (AuditChange & { action: 'user_token.create' })['details'],
): AuditChange {
  return kind === 'user'
    ? { action: 'user_token.create', target: { kind: 'user_token', ...token }, details }
    : {
        action: 'service_account_token.create',
        target: { kind: 'service_account_token', ...token },
        details,
      };
}
