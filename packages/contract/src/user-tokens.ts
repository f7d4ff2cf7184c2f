import { z } from 'zod';
import { userId, userTokenId } from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { maker } from './principals.ts';
import { newTokenScopes, tokenAccess } from './scopes.ts';
import { description, name, textFilter, time, timeInput } from './text.ts';

export const tokenState = z.enum(['active', 'expired', 'revoked']);
export type TokenState = z.output<typeof tokenState>;

export const userTokenAbility = z.enum([
  ...(['update', 'revoke', 'delete', 'renew', 'rotate', 'regenerate', 'change_scopes'] as const),
]);

/** Platz's `UserToken`, and what Keywright adds to it. The secret is not among its fields. */
export const userToken = z.object({
  id: userTokenId,
  user_id: userId,
  created_at: time,
  name: z.string(),
  description: z.string(),
  state: tokenState,
  access: tokenAccess,
  num_scopes: z.number().int().describe('0 where access is full.'),
  issued_at: time.describe('When its present secret was made.'),
  updated_at: time,
  rotation_ends_at: time
    .nullable()
    .describe('While it is being rotated: until when the old secret works too at the latest.'),
  expires_at: time.nullable().describe('Null: never.'),
  revoked_at: time.nullable(),
  created_by: maker.describe(
    'Who made it: the owner, an administrator, or (id null) an operator on the server.',
  ),
  last_used: z
    .object({ at: time, address: z.string().nullable(), user_agent: z.string().nullable() })
    .nullable()
    .describe('Written in batches: a few seconds behind.'),
  abilities: z.array(userTokenAbility),
});
export type UserToken = z.output<typeof userToken>;
export const userTokenPage = pageOfItems(userToken);

/** By what lists of tokens are put in order; with - before it the other way round. */
export const tokenSorts = [
  ...(['name', 'description', 'access', 'state', 'issued_at'] as const),
  ...(['created_at', 'expires_at', 'last_used'] as const),
] as const;
export type TokenSort = (typeof tokenSorts)[number];
export const tokenSort = z
  .enum([...tokenSorts, ...tokenSorts.map((sort) => `-${sort}` as const)], {
    error: `Expected one of ${tokenSorts.join(', ')}, or one with - before it.`,
  })
  .optional()
  .describe('-created_at without it. Never-ending and never-used ones come last.');

export const userTokenFilters = z.object({
  ...paging,
  user_id: userId.optional().describe('Whose they are.'),
  mine: flag.optional().describe('Only your own, whatever else you may see.'),
  state: z
    .enum([...tokenState.options, 'all'])
    .optional()
    .describe('All of them without it.'),
  access: tokenAccess.optional(),
  sort: tokenSort.describe(
    '-created_at without it. Another needs one person’s tokens: your own, or user_id.',
  ),
  search: textFilter.optional().describe('Matches the name, or the whole id.'),
});

/** How long a token is to live. */
export const tokenLife = {
  expires_at: timeInput.nullish().describe('A time to come, or null for never.'),
  duration: z
    .string()
    .max(40)
    .optional()
    .describe('Instead of expires_at: 24h, 30d, 1y, 1h30m. A year is 365 days.'),
};

/** Platz's `CreateUserToken` with optional additions. */
export const createUserToken = z.object({
  user_id: userId.nullish().describe('Yourself without it. Others: site administrators.'),
  name: name.optional().describe('Need not be unique. “Unnamed token” without it.'),
  description: description.optional(),
  ...tokenLife,
  access: tokenAccess.optional().describe('full without it and without scopes.'),
  scopes: newTokenScopes.optional().describe('What a scoped token may use.'),
});

/** Platz's `CreatedUserToken`: the one answer that holds the secret. */
export const createdUserToken = userToken.extend({
  created_token: z.string().describe('Shown once. Send it as x-platz-token.'),
});
export type CreatedUserToken = z.output<typeof createdUserToken>;

export const updateUserToken = z.object({
  name: name.optional(),
  description: description.optional(),
});

/** The new life of a renewed or regenerated token. */
export const newLife = z.object(tokenLife);

export const rotateToken = z.object({
  ...tokenLife,
  overlap: z
    .string()
    .max(40)
    .optional()
    .describe('How long the old secret works at the most: 1h, 7d. 24h without it, 30d at most.'),
});

export const deleteUserTokensQuery = z.object({
  user_id: userId.optional().describe('Yourself without it. Others: site administrators.'),
});

export const deletedTokens = z.object({
  deleted: z.number().int(),
  spared: userTokenId
    .nullable()
    .describe('The token that made this call: it is kept. Null: it was made with a session.'),
});
