import type { CreatedUserToken, UserToken } from '@keywright/contract';

/** A token in Magistrala's fields. What never was is left out: never used, never revoked, no end. */
export function patOf(token: UserToken | CreatedUserToken) {
  return {
    id: token.id,
    // As its documents and its server call it; and as its client's types do.
    user_id: token.user_id,
    user: token.user_id,
    name: token.name,
    description: token.description,
    secret: 'created_token' in token ? token.created_token : undefined,
    status: token.state,
    issued_at: token.issued_at,
    expires_at: token.expires_at ?? undefined,
    updated_at: token.updated_at,
    last_used_at: token.last_used?.at,
    revoked: token.state === 'revoked',
    revoked_at: token.revoked_at ?? undefined,
  };
}
