import { z } from 'zod';
import { userId, userTokenId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { maker } from './principals.ts';
import { description, name, textFilter, time, timeInput } from './text.ts';

export const tokenState = z.enum(['active', 'expired', 'revoked']);
export type TokenState = z.output<typeof tokenState>;

export const userTokenAbility = z.enum(['update', 'revoke', 'delete']);

/** Platz's `UserToken`, and what Keywright adds to it. The secret is not among its fields. */
export const userToken = z.object({
  id: userTokenId,
  user_id: userId,
  created_at: time,
  name: z.string(),
  description: z.string(),
  state: tokenState,
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

export const userTokenFilters = z.object({
  ...paging,
  user_id: userId.optional().describe('Whose they are.'),
  state: tokenState.optional(),
  search: textFilter.optional().describe('Matches the name, or the whole id.'),
});

/** Platz's `CreateUserToken` with optional additions. */
export const createUserToken = z.object({
  user_id: userId.nullish().describe('Yourself without it. Others: site administrators.'),
  name: name.optional().describe('Need not be unique. “Unnamed token” without it.'),
  description: description.optional(),
  expires_at: timeInput.nullish().describe('A time to come, or null for never.'),
  duration: z
    .string()
    .max(40)
    .optional()
    .describe('Instead of expires_at: 24h, 30d, 1y, 1h30m. A year is 365 days.'),
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
