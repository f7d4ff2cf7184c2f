import { z } from 'zod';
import {
  principalId,
  resourceId,
  serviceAccountId,
  serviceAccountTokenId,
  tokenScopeId,
  userId,
  userTokenId,
} from './ids.ts';
import { wholeNumber } from './paging.ts';
import { principalRef } from './principals.ts';
import { resourceRef } from './resources.ts';
import { time, timeInput } from './text.ts';
import type { useOutcome } from './usage-outcomes.ts';

/** Counts by the hour are kept so long. */
export const countsKeptDays = 90;
/** By the hour, at most so much in one answer. */
export const mostHourlyDays = 31;

export const usageQuery = z.object({
  from: timeInput
    .optional()
    .describe(`30 days before to without it. Counts are kept for ${countsKeptDays} days.`),
  to: timeInput.optional().describe('Now without it.'),
  bucket: z
    .enum(['hour', 'day'])
    .optional()
    .describe(
      `day without it, by UTC. By the hour, at most ${mostHourlyDays} days at a time. from is moved back to the start of its bucket.`,
    ),
});

const count = z.number().int();

/** How many checks ended how. */
export const useCounts = z.object({
  accepted: count,
  denied: count.describe('Good, but the permission was missing.'),
  rate_limited: count.describe('Good, but used more often than its policy allows.'),
  expired: count.describe('Sent after its end.'),
  revoked: count.describe('Sent after it was revoked.'),
  principal_inactive: count,
} satisfies Record<z.output<typeof useOutcome>, z.ZodType>);
export type UseCounts = z.output<typeof useCounts>;

const usageFields = {
  from: time,
  to: time,
  bucket: z.enum(['hour', 'day']),
  total: useCounts,
  buckets: z
    .array(useCounts.extend({ at: time.describe('When it begins.') }))
    .describe('All from first to last, also those in which nothing happened.'),
  denied_permissions: z
    .array(z.object({ permission: z.string(), count }))
    .describe('What was missing most often; at most 20.'),
};

/** How the tokens of a principal, or of all at home somewhere, were used. */
export const usage = z
  .object(usageFields)
  .describe(
    'Written in batches: a few seconds behind. A server that crashes loses its last batch.',
  );
export type Usage = z.output<typeof usage>;

const origin = {
  first_seen_at: time.describe('Since it is among the last ten.'),
  last_seen_at: time,
  count,
};

export const tokenUsage = z.object({
  ...usageFields,
  last_used: z
    .object({ at: time, address: z.string().nullable(), user_agent: z.string().nullable() })
    .nullable(),
  addresses: z
    .array(z.object({ address: z.string(), ...origin }))
    .describe('The last ten it was sent from, accepted or not.'),
  user_agents: z.array(z.object({ user_agent: z.string(), ...origin })).describe('The last ten.'),
  permissions: z
    .array(z.object({ permission: z.string(), last_used_at: time }))
    .describe('What a scoped token, or one that was verified, used its access for; by name.'),
});
export type TokenUsage = z.output<typeof tokenUsage>;

const defaultDays = 90;
const mostDays = 3650;

/** Whose tokens are looked at. */
const whose = {
  user_id: userId.optional().describe('One person’s. Yours without any of the three.'),
  service_account_id: serviceAccountId.optional().describe('One service account’s or bot’s.'),
  resource_id: resourceId
    .optional()
    .describe(
      'All of accounts at home there: in a project, an organization, or the site (then people’s too).',
    ),
};

export const unusedQuery = z.object({
  ...whose,
  days: wholeNumber(1, mostDays)
    .optional()
    .describe(`Not used for so many days; ${defaultDays} without it.`),
});
export type UnusedQuery = z.output<typeof unusedQuery>;
export const unusedDays = (days: number | undefined): number => days ?? defaultDays;

const ofToken = {
  id: z.union([userTokenId, serviceAccountTokenId]),
  name: z.string(),
  owner: principalRef,
};

const unusedItems = {
  tokens: z
    .array(
      z.object({
        ...ofToken,
        issued_at: time,
        last_used_at: time.nullable().describe('Null: never.'),
      }),
    )
    .describe('Active tokens; at most 200, those unused for longest first.'),
  scopes: z
    .array(
      z.object({
        token: z.object(ofToken),
        id: tokenScopeId,
        permission: z.string(),
        target: resourceRef.describe('The site: everything.'),
        last_used_at: time.nullable().describe('Null: never, since uses of scopes are noted.'),
      }),
    )
    .describe('Scopes of scoped tokens that are in use themselves; at most 500, by token.'),
};

export const unused = z.object({
  before: time.describe('Not used since.'),
  ...unusedItems,
  num_tokens: count,
  num_scopes: count,
  scopes_noted_since: time.describe(
    'Uses of scopes are noted since then: as long as that is later than before, none can be named.',
  ),
});
export type Unused = z.output<typeof unused>;

export const removeUnused = z.object({
  ...whose,
  days: z
    .number()
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(mostDays, `Must be at most ${mostDays}.`)
    .optional(),
  tokens: z
    .array(z.union([userTokenId, serviceAccountTokenId]))
    .max(200, 'Must be at most 200 tokens.')
    .optional()
    .describe('To revoke: those that were shown. One that was used since is spared.'),
  scopes: z
    .array(tokenScopeId)
    .max(500, 'Must be at most 500 scopes.')
    .optional()
    .describe('To remove: those that were shown. One that was used since is spared.'),
});

const spared = z
  .array(z.union([principalId, tokenScopeId]))
  .describe('Ids of tokens and scopes that were named and are not unused, or not there.');

export const removeUnusedPreview = z.object({
  dry_run: z.literal(true),
  ...unusedItems,
  spared,
});

export const removedUnused = z.object({
  revoked_tokens: count,
  removed_scopes: count,
  spared,
});
