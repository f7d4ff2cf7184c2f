import { z } from 'zod';
import { dryRun } from './dry-run.ts';
import { endpoint } from './endpoint.ts';
import { resourceId, serviceAccountId, serviceAccountTokenId, userId, userTokenId } from './ids.ts';
import {
  removedUnused,
  removeUnused,
  removeUnusedPreview,
  tokenUsage,
  unused,
  unusedQuery,
  usage,
  usageQuery,
} from './usage.ts';

const behind =
  'Counted in memory and written every two seconds: a few seconds behind, and what a server had not written when it crashed is lost.';

/** How tokens are used, and what nobody uses any more. */
export const usageEndpoints = {
  getUserTokenUsage: endpoint({
    method: 'GET',
    path: '/api/v2/user-tokens/{id}/usage',
    tag: 'Usage',
    summary: 'How a token is used: how often, how it ended, from where, and for what',
    description: behind,
    access: { rule: 'owner', or: 'user_token.read', itself: true },
    effect: 'read',
    params: z.object({ id: userTokenId }),
    query: usageQuery,
    answer: { status: 200, json: tokenUsage },
  }),
  getServiceAccountTokenUsage: endpoint({
    method: 'GET',
    path: '/api/v2/service-account-tokens/{id}/usage',
    tag: 'Usage',
    summary: 'How a token of a service account is used',
    description: behind,
    access: { rule: 'owner', or: 'service_account_token.read', itself: true },
    effect: 'read',
    params: z.object({ id: serviceAccountTokenId }),
    query: usageQuery,
    answer: { status: 200, json: tokenUsage },
  }),
  getUserUsage: endpoint({
    method: 'GET',
    path: '/api/v2/users/{id}/usage',
    tag: 'Usage',
    summary: 'How the tokens of a person are used',
    description: behind,
    access: { rule: 'owner', or: 'user_token.list' },
    effect: 'read',
    params: z.object({ id: userId }),
    query: usageQuery,
    answer: { status: 200, json: usage },
  }),
  getServiceAccountUsage: endpoint({
    method: 'GET',
    path: '/api/v2/service-accounts/{id}/usage',
    tag: 'Usage',
    summary: 'How the tokens of a service account or bot are used',
    description: behind,
    access: { rule: 'owner', or: 'service_account_token.list' },
    effect: 'read',
    params: z.object({ id: serviceAccountId }),
    query: usageQuery,
    answer: { status: 200, json: usage },
  }),
  getResourceUsage: endpoint({
    method: 'GET',
    path: '/api/v2/usage/{id}',
    tag: 'Usage',
    summary:
      'How tokens are used: of the site, or of what is at home in an organization or project',
    description: `${behind} Of a project or organization: the tokens of service accounts and deployments at home in it when they were used. Of the site: all.`,
    access: { rule: 'permission', permission: 'service_account_token.list' },
    effect: 'read',
    params: z.object({ id: resourceId }),
    query: usageQuery,
    answer: { status: 200, json: usage },
  }),
  listUnused: endpoint({
    method: 'GET',
    path: '/api/v2/unused',
    tag: 'Usage',
    summary: 'Tokens and scopes that nobody used for long',
    description:
      'Your own; those of one person, of one service account, or of all at home somewhere for who may list their tokens.',
    access: { rule: 'owner', or: 'user_token.list' },
    effect: 'read',
    query: unusedQuery,
    answer: { status: 200, json: unused },
  }),
  removeUnused: endpoint({
    method: 'POST',
    path: '/api/v2/unused/remove',
    tag: 'Usage',
    summary: 'Revoke tokens and remove scopes that nobody used for long',
    description:
      'Names what was shown by GET /api/v2/unused. What was used since is spared, and named. Revoked tokens can be regenerated.',
    access: { rule: 'owner', or: 'user_token.revoke' },
    refusesScoped: true,
    effect: 'change',
    query: dryRun,
    body: removeUnused,
    answer: { status: 200, json: removedUnused },
    preview: removeUnusedPreview,
  }),
} as const;
