import { z } from 'zod';
import { resourceId, serviceAccountTokenId, userTokenId } from './ids.ts';
import { principalRef } from './principals.ts';
import { resourceRef } from './resources.ts';
import { time } from './text.ts';

/** The longest life that a policy can name, in days: 100 years. */
const maxDays = 36_500;
const maxPerMinute = 1_000_000;

/**
 * What tokens may be made: on a site, for all; on an organization, for the tokens of service accounts at home in it and
 * of people who hold something in it. Of several the strictest counts.
 */
const rules = {
  max_life_days: z
    .number()
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(maxDays, `Must be at most ${maxDays}.`)
    .nullable()
    .describe(
      'The longest a token may live from its making on; then none may be without an end. Null: any time.',
    ),
  allows_never_ending: z.boolean().describe('Whether a token may have no end.'),
  allows_full_access: z.boolean().describe('Whether a token may do all that its principal may.'),
  max_requests_per_minute: z
    .number()
    .int('Must be a whole number.')
    .min(1, 'Must be at least 1.')
    .max(maxPerMinute, `Must be at most ${maxPerMinute}.`)
    .nullable()
    .describe(
      'How often each token may be used here (questions about it at POST /api/v2/verify do not count), at each server: counted in its memory, so that three servers allow three times as many. On an organization, for tokens of service accounts and deployments at home in it. Null: as often as one likes.',
    ),
};

export const tokenPolicy = z.object({
  resource: resourceRef.describe('The site or an organization.'),
  ...rules,
  updated_at: time.nullable().describe('Null: never set; everything is allowed.'),
  abilities: z.array(z.enum(['update'])),
});
export type TokenPolicy = z.output<typeof tokenPolicy>;

export const ofPolicy = z.object({ id: resourceId });

export const setTokenPolicy = z.object({
  max_life_days: rules.max_life_days.optional(),
  allows_never_ending: z.boolean().optional(),
  allows_full_access: z.boolean().optional(),
  max_requests_per_minute: rules.max_requests_per_minute.optional(),
  existing_tokens: z
    .enum(['keep', 'revoke'])
    .optional()
    .describe(
      'What becomes of tokens that the policy would not let be made today. keep without it.',
    ),
});

/** Active tokens that the policy would break. */
export const tokenPolicyEffect = z.object({
  dry_run: z.literal(true),
  num_tokens: z.number().int(),
  items: z
    .array(
      z.object({
        id: z.union([userTokenId, serviceAccountTokenId]),
        name: z.string(),
        owner: principalRef,
        because: z.array(z.enum(['life', 'never_ending', 'full_access'])),
        last_used_at: time.nullable(),
      }),
    )
    .describe('At most 100 of them, those used last first.'),
});
export type TokenPolicyEffect = z.output<typeof tokenPolicyEffect>;

export const setTokenPolicyAnswer = tokenPolicy.extend({ revoked_tokens: z.number().int() });
