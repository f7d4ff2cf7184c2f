import { z } from 'zod';
import { endpoint } from './endpoint.ts';
import { anyId, projectId, resourceId } from './ids.ts';
import { principalRef } from './principals.ts';
import { permission } from './roles.ts';
import { tokenAccess } from './scopes.ts';
import { time } from './text.ts';

/** How many tokens one request can ask about. */
export const maxVerifiedTokens = 100;
/** How many of a token's scopes an answer names. */
export const maxTellableScopes = 100;

/** A token as it was sent to whoever asks, and what it was sent for. */
export const verifyToken = z.object({
  token: z.string().describe('As it was sent: nothing cut off or added.'),
  permission: permission
    .optional()
    .describe(
      'Also ask whether the token may do this: on resource, else on all of project, else on all of the site.',
    ),
  resource: resourceId.optional().describe('The id of a node of the tree.'),
  project: projectId.optional().describe('With resource: that has to stand in this project.'),
  audience: z
    .string()
    .max(2000)
    .optional()
    .describe(
      'For clients that always send one. Tokens are for this site alone, so it must be its address.',
    ),
  client_address: z
    .union([z.ipv4(), z.ipv6()], { error: 'Expected an IP address.' })
    .optional()
    .describe('Where the token was sent from; kept with its last uses.'),
});
export type VerifyToken = z.output<typeof verifyToken>;

export const verifyTokens = z.object({
  items: z
    .array(verifyToken)
    .min(1, 'Ask about at least one token.')
    .max(maxVerifiedTokens, `Must be at most ${maxVerifiedTokens} tokens.`),
});

/** Why a token is not valid; all but the first two are told to the bearer of the right secret alone. */
export const verificationCode = z.enum([
  ...(['malformed', 'unknown', 'expired', 'revoked', 'principal_inactive'] as const),
]);
export type VerificationCode = z.output<typeof verificationCode>;

/**
 * Why a token may do what was asked, or not. `no_grant` also where there is no such resource; `no_scope`: its principal may,
 * and the token is not for that; `not_valid`: it may do nothing.
 */
export const verificationReason = z.enum([
  ...(['site_admin', 'grant', 'no_grant', 'no_scope', 'not_valid'] as const),
]);
export type VerificationReason = z.output<typeof verificationReason>;

const toldScope = z.object({
  permission: z.string(),
  resource: resourceId
    .nullable()
    .describe('An entity, or a project with all in it. Null: everything.'),
});

export const verification = z.object({
  valid: z.boolean(),
  code: verificationCode.optional().describe('Why not, where it is not valid.'),
  principal: principalRef
    .optional()
    .describe('Whose token it is. From here on: unless it is malformed or unknown.'),
  token: z.object({ id: anyId, name: z.string() }).optional(),
  expires_at: time.nullable().optional().describe('When this secret ends by itself; null: never.'),
  access: tokenAccess.optional(),
  scopes: z
    .array(toldScope)
    .nullable()
    .optional()
    .describe(
      `What a scoped token is for. Null: all that its principal may do, or more than ${maxTellableScopes} scopes.`,
    ),
  allowed: z
    .boolean()
    .optional()
    .describe(
      'Where a permission was asked about: whether it may. False for a token that is not valid.',
    ),
  reason: verificationReason.optional().describe('Why.'),
});
export type TokenVerification = z.output<typeof verification>;

export const verifications = z.object({
  items: z.array(verification).describe('In the order that was asked in.'),
});

export const verifyEndpoints = {
  verify: endpoint({
    method: 'POST',
    path: '/api/v2/verify',
    tag: 'Verification',
    summary: 'Whether a token is valid, whose it is, and whether it may do something',
    description:
      'For programs that tokens are sent to: about one token, or up to 100 as items. Needs token.verify where the owner of the token is at home: on the site for people, where a service account lives, on the project of a deployment. A token of anybody else is unknown. That a token is not valid is an answer like any other.',
    access: { rule: 'active', scope: { somewhere: 'token.verify' } },
    effect: 'read',
    body: z.union([verifyTokens, verifyToken]),
    answer: { status: 200, json: z.union([verifications, verification]) },
    errors: ['forbidden'],
  }),
} as const;
