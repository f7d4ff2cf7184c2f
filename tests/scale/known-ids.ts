import type { SessionId, UserId, UserTokenId } from '@keywright/contract';
import type { Tx } from '../../packages/server/src/storage/storage.ts';

/** Rows that are there, to ask for. */
export interface KnownIds {
  readonly user: UserId;
  readonly email: string;
  readonly token: UserTokenId;
  readonly session: SessionId;
  /** Milliseconds since 1970, in the middle of all that happened. */
  readonly at: number;
}

/** Takes them from the middle of the tables. */
export async function readKnownIds(tx: Tx): Promise<KnownIds> {
  const token = await tx
    .selectFrom('user_tokens')
    .innerJoin('users', 'users.id', 'user_tokens.user_id')
    .select(['user_tokens.id', 'user_tokens.user_id', 'user_tokens.created_at', 'users.email_key'])
    .orderBy('user_tokens.id')
    .limit(1)
    .offset(5000)
    .executeTakeFirstOrThrow();
  return {
    user: token.user_id,
    email: token.email_key,
    token: token.id,
    // In this data a session has its owner's id.
    session: token.user_id as string as SessionId,
    // A plain connection to PostgreSQL gives 64-bit integers as text.
    at: Number(token.created_at),
  };
}
