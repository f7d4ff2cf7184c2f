import { z } from 'zod';
import { grant, newGrant } from './grants.ts';
import { resourceId, serviceAccountId, serviceAccountTokenId, userId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { maker } from './principals.ts';
import { resourceRef } from './resources.ts';
import { newTokenScopes, tokenAccess } from './scopes.ts';
import { description, name, textFilter, time, timeInput } from './text.ts';
import { tokenLife, tokenSort, tokenState, userToken } from './user-tokens.ts';

export const serviceAccountState = z.enum(['enabled', 'disabled', 'expired']);
export type ServiceAccountState = z.output<typeof serviceAccountState>;

export const serviceAccountAbility = z.enum([
  ...(['update', 'delete', 'list_tokens', 'create_token', 'renew'] as const),
]);

const lastUse = userToken.shape.last_used;

export const serviceAccount = z.object({
  id: serviceAccountId,
  created_at: time,
  name: z.string(),
  description: z.string(),
  home: resourceRef.describe(
    'The site, an organization or a project: it can hold rights inside alone.',
  ),
  state: serviceAccountState.describe('Disabled wins over expired.'),
  expires_at: time.nullable().describe('Null: never. Of the account itself, beside its tokens’.'),
  created_by: maker,
  num_tokens: z.number().int().describe('Active ones.'),
  num_grants: z.number().int(),
  last_used: lastUse,
  abilities: z.array(serviceAccountAbility),
});
export type ServiceAccount = z.output<typeof serviceAccount>;
export const serviceAccountPage = pageOfItems(serviceAccount);

export const serviceAccountFilters = z.object({
  ...paging,
  search: textFilter.optional().describe('Matches the name, or the whole id.'),
  home_id: resourceId.optional().describe('Those at home right there.'),
  state: serviceAccountState.optional(),
});

const newToken = {
  name: name.optional().describe('“Unnamed token” without it.'),
  description: description.optional(),
  ...tokenLife,
  access: tokenAccess.optional().describe('full without it and without scopes.'),
  scopes: newTokenScopes.optional().describe('What a scoped token may use.'),
};

/** The account, and in the same request what it may do and its first token, where they are given. */
export const createServiceAccount = z.object({
  name,
  description: description.optional(),
  home_id: resourceId.optional().describe('The site without it.'),
  ...tokenLife,
  grants: z.array(newGrant).max(100, 'Must be at most 100 grants.').optional(),
  token: z.object(newToken).optional().describe('Make its first token too.'),
});

export const updateServiceAccount = z.object({
  name: name.optional(),
  description: description.optional(),
  is_enabled: z.boolean().optional(),
  expires_at: timeInput.nullish().describe('Null: never. A later one restores an expired account.'),
});

export const serviceAccountToken = userToken
  .omit({ user_id: true, id: true, created_by: true, abilities: true })
  .extend({
    id: serviceAccountTokenId,
    service_account_id: serviceAccountId,
    created_by: maker,
    abilities: userToken.shape.abilities,
  });
export type ServiceAccountToken = z.output<typeof serviceAccountToken>;
export const serviceAccountTokenPage = pageOfItems(serviceAccountToken);

const createdToken = z.string().describe('Shown once. Send it as x-platz-token.');
export const createdServiceAccountToken = serviceAccountToken.extend({
  created_token: createdToken,
});
export type CreatedServiceAccountToken = z.output<typeof createdServiceAccountToken>;

export const createdServiceAccount = serviceAccount.extend({
  grants: z.array(grant),
  token: createdServiceAccountToken.nullable(),
});
export type CreatedServiceAccount = z.output<typeof createdServiceAccount>;

export const serviceAccountTokenFilters = z.object({
  ...paging,
  service_account_id: serviceAccountId.describe('Whose they are.'),
  state: z.enum([...tokenState.options, 'all']).optional(),
  access: tokenAccess.optional(),
  sort: tokenSort,
  search: textFilter.optional().describe('Matches the name, or the whole id.'),
});

export const createServiceAccountToken = z.object({
  service_account_id: serviceAccountId,
  ...newToken,
});

/** What stops working when a service account is deleted. */
export const serviceAccountLoss = z.object({
  dry_run: z.literal(true),
  tokens: z.number().int().describe('Active ones.'),
  grants: z.number().int(),
  last_used: lastUse,
});
export type ServiceAccountLoss = z.output<typeof serviceAccountLoss>;

/** Platz's `Bot`: a service account of the site. */
export const bot = z.object({
  id: serviceAccountId,
  created_at: time,
  display_name: z.string(),
});
export type Bot = z.output<typeof bot>;
export const botPage = pageOfItems(bot);
export const botFilters = z.object({
  ...paging,
  display_name: textFilter.optional().describe('Contained in it, in any case.'),
});
export const createBot = z.object({ display_name: name });
export const updateBot = z.object({ display_name: name.nullish() });

/** Platz's `BotToken`. */
export const botToken = z.object({
  id: serviceAccountTokenId,
  bot_id: serviceAccountId,
  created_at: time,
  created_by_user_id: userId.nullable().describe('Null: no person made it.'),
});
export type BotToken = z.output<typeof botToken>;
export const botTokenPage = pageOfItems(botToken);
export const botTokenFilters = z.object({
  ...paging,
  bot_id: serviceAccountId.optional(),
  created_by_user_id: userId.optional(),
});
export const createBotToken = z.object({ bot_id: serviceAccountId });
export const createdBotToken = botToken.extend({ created_token: createdToken });
