import { z } from 'zod';
import {
  deploymentId,
  deploymentTokenId,
  serviceAccountTokenId,
  sessionId,
  userId,
  userTokenId,
} from './ids.ts';
import { flag, pageOfItems, paging } from './paging.ts';
import { principalRef } from './principals.ts';
import { bot } from './service-accounts.ts';
import { emailAddress, name, textFilter, time } from './text.ts';

/** What the caller may do to a row; pages show what is listed here and never work it out themselves. */
export const userAbility = z.enum(['update', 'end_sessions', 'create_token']);

/** Platz's `User`, and what Keywright adds to it. */
export const user = z.object({
  id: userId,
  created_at: time.describe('When this person first came ("joined"), or was invited. Never moves.'),
  display_name: z.string(),
  email: z.string(),
  is_admin: z.boolean().describe('Whether they administer the site.'),
  is_active: z
    .boolean()
    .describe('False: refused everywhere until an administrator activates them.'),
  avatar_url: z.string().nullable().describe('A path on this server.'),
  last_signed_in_at: time.nullable().describe('Null for an invited person who has not come yet.'),
});
export type User = z.output<typeof user>;

export const listedUser = user.extend({ abilities: z.array(userAbility) });
export type ListedUser = z.output<typeof listedUser>;
export const userPage = pageOfItems(listedUser);

export const userFilters = z.object({
  ...paging,
  display_name: textFilter.optional().describe('Contained in it, in any case.'),
  email: textFilter.optional().describe('Contained in it, in any case.'),
  search: textFilter.optional().describe('Matches the display name or the e-mail address.'),
  is_active: flag.optional(),
  is_admin: flag.optional(),
});

/** Platz's `UpdateUser`; a field left out or null stays as it is. */
export const updateUser = z.object({
  is_admin: z.boolean().nullish(),
  is_active: z.boolean().nullish(),
});

export const inviteUser = z.object({
  email: emailAddress,
  display_name: name.optional().describe('Until the first sign-in; the e-mail address without it.'),
  is_admin: z.boolean().optional(),
  is_active: z.boolean().optional().describe('True without it.'),
});

/** Platz's `MeResponse`: one key, which says what kind of principal this is. */
export const me = z.union([
  z.object({ User: user }),
  z.object({ Bot: bot }),
  z.object({ Deployment: z.object({ id: deploymentId, name: z.string() }) }),
]);

export const profileAbility = z.enum([
  ...(['manage_users', 'read_audit', 'create_token'] as const),
  ...(['manage_bots', 'manage_deployment_kinds', 'create_organization'] as const),
  ...(['manage_entity_types', 'read_token_policy'] as const),
]);

/** Who is calling, with which credential, and what pages may offer them. */
export const profile = z.object({
  principal: principalRef,
  user: user.nullable().describe('Null where a service account or a deployment calls.'),
  credential: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('session'), id: sessionId, expires_at: time }),
    z.object({ kind: z.literal('user_token'), id: userTokenId, expires_at: time.nullable() }),
    z.object({
      kind: z.literal('service_account_token'),
      id: serviceAccountTokenId,
      expires_at: time.nullable(),
    }),
    z.object({ kind: z.literal('deployment_token'), id: deploymentTokenId, expires_at: time }),
  ]),
  abilities: z.array(profileAbility),
});
export type Profile = z.output<typeof profile>;
