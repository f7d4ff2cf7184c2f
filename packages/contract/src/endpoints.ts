import { z } from 'zod';
import { accessEndpoints } from './access-endpoints.ts';
import { auditEventFilters, auditEventPage } from './audit.ts';
import { cliSignInEndpoints } from './cli-sign-in.ts';
import { deploymentEndpoints } from './deployment-endpoints.ts';
import { endpoint } from './endpoint.ts';
import { entityEndpoints } from './entity-endpoints.ts';
import { liveEvent } from './events.ts';
import { sessionId, userId, userTokenId } from './ids.ts';
import { maxScopesBytes } from './scopes.ts';
import { serverInfo } from './server-info.ts';
import { serverEndpoints } from './servers.ts';
import { serviceAccountEndpoints } from './service-account-endpoints.ts';
import { endedSessions, endSessions, sessionFilters, sessionPage } from './sessions.ts';
import { finishedSignIn, finishSignIn, signInOptions, startedSignIn } from './sign-in.ts';
import { taskEndpoints } from './task-endpoints.ts';
import { tokenEndpoints } from './token-endpoints.ts';
import { treeEndpoints } from './tree-endpoints.ts';
import { usageEndpoints } from './usage-endpoints.ts';
import {
  createdUserToken,
  createUserToken,
  updateUserToken,
  userToken,
  userTokenFilters,
  userTokenPage,
} from './user-tokens.ts';
import { inviteUser, listedUser, me, profile, updateUser, userFilters, userPage } from './users.ts';
import { verifyEndpoints } from './verify.ts';

const ofUser = z.object({ id: userId });
const ofToken = z.object({ id: userTokenId });
const ofSession = z.object({ id: sessionId });

/**
 * Every endpoint there is. The server serves these rows, the client and the reference page are driven by
 * them, and the test of every endpoint with every principal is made from them.
 */
export const endpoints = {
  signInOptions: endpoint({
    method: 'GET',
    path: '/api/v2/auth/options',
    tag: 'Authentication',
    summary: 'How people sign in here',
    access: { rule: 'public' },
    effect: 'read',
    answer: { status: 200, json: signInOptions },
  }),
  startSignIn: endpoint({
    method: 'GET',
    path: '/api/v2/auth/oidc',
    tag: 'Authentication',
    summary: 'Start a sign-in for an API client',
    description:
      'Send the person to redirect_url. The provider brings them back with a code; post it to finish.',
    access: { rule: 'public' },
    effect: 'read',
    answer: { status: 200, json: startedSignIn },
    errors: ['provider_unavailable', 'rate_limited'],
  }),
  finishSignIn: endpoint({
    method: 'POST',
    path: '/api/v2/auth/oidc/callback',
    tag: 'Authentication',
    summary: 'Finish a sign-in with the code from the provider',
    description: 'Each code works once, within ten minutes of the start. Sets no cookie.',
    access: { rule: 'public' },
    effect: 'change',
    body: finishSignIn,
    answer: { status: 200, json: finishedSignIn },
    errors: ['sign_in_refused', 'provider_unavailable', 'rate_limited'],
  }),
  startGoogleLogin: endpoint({
    method: 'GET',
    path: '/api/v2/auth/google',
    tag: 'Authentication',
    summary: 'The same as GET /api/v2/auth/oidc, under the name Platz gives it',
    access: { rule: 'public' },
    effect: 'read',
    answer: { status: 200, json: startedSignIn },
    errors: ['provider_unavailable', 'rate_limited'],
  }),
  finishGoogleLogin: endpoint({
    method: 'POST',
    path: '/api/v2/auth/google/callback',
    tag: 'Authentication',
    summary: 'The same as POST /api/v2/auth/oidc/callback, under the name Platz gives it',
    access: { rule: 'public' },
    effect: 'change',
    body: finishSignIn,
    answer: { status: 200, json: finishedSignIn },
    errors: ['sign_in_refused', 'provider_unavailable', 'rate_limited'],
  }),
  browserSignIn: endpoint({
    method: 'GET',
    path: '/auth/sign-in',
    tag: 'Authentication',
    summary: 'Start a sign-in in a browser',
    access: { rule: 'public' },
    effect: 'read',
    query: z.object({
      return_to: z.string().max(2000).optional().describe('A path on this site.'),
    }),
    answer: { status: 303, redirect: 'To the provider' },
    errors: ['provider_unavailable', 'rate_limited'],
  }),
  browserSignInCallback: endpoint({
    method: 'GET',
    path: '/auth/callback',
    tag: 'Authentication',
    summary: 'Where the provider sends the browser back to',
    description: 'Sets the session cookie. What goes wrong is explained by a page.',
    access: { rule: 'public' },
    effect: 'change',
    query: z.object({
      code: z.string().max(4096).optional(),
      state: z.string().max(500).optional(),
      error: z.string().max(200).optional(),
      error_description: z.string().max(2000).optional(),
      iss: z.string().max(2000).optional(),
    }),
    answer: { status: 303, redirect: 'To the page the person came for, or one that explains' },
    errors: ['sign_in_refused', 'provider_unavailable', 'rate_limited'],
  }),
  ...cliSignInEndpoints,

  authMe: endpoint({
    method: 'GET',
    path: '/api/v2/auth/me',
    tag: 'Authentication',
    summary: 'Who is calling',
    access: { rule: 'active', scope: 'none' },
    effect: 'read',
    answer: { status: 200, json: me },
  }),
  signOut: endpoint({
    method: 'POST',
    path: '/api/v2/auth/sign-out',
    tag: 'Authentication',
    summary: 'End the session this request came with',
    description: 'Answers 409 to a token, which has no session to end.',
    access: { rule: 'bearer' },
    effect: 'change',
    answer: { status: 204 },
    errors: ['conflict'],
  }),
  profile: endpoint({
    method: 'GET',
    path: '/api/v2/profile',
    tag: 'Authentication',
    summary: 'Who is calling, with which credential, and what they may do',
    access: { rule: 'active', scope: { everywhere: 'user.read' } },
    effect: 'read',
    answer: { status: 200, json: profile },
  }),

  listSessions: endpoint({
    method: 'GET',
    path: '/api/v2/sessions',
    tag: 'Sessions',
    summary: 'Sessions that are open, newest first',
    access: { rule: 'owner', or: 'session.list' },
    effect: 'read',
    query: sessionFilters,
    answer: { status: 200, json: sessionPage },
    errors: ['forbidden'],
  }),
  endSession: endpoint({
    method: 'DELETE',
    path: '/api/v2/sessions/{id}',
    tag: 'Sessions',
    summary: 'End a session at once',
    access: { rule: 'owner', or: 'session.end' },
    effect: 'change',
    params: ofSession,
    answer: { status: 204 },
  }),
  endSessions: endpoint({
    method: 'POST',
    path: '/api/v2/sessions/end-all',
    tag: 'Sessions',
    summary: 'Sign out everywhere',
    access: { rule: 'owner', or: 'session.end' },
    effect: 'change',
    body: endSessions.optional(),
    answer: { status: 200, json: endedSessions },
    errors: ['forbidden'],
  }),

  listUsers: endpoint({
    method: 'GET',
    path: '/api/v2/users',
    tag: 'Users',
    summary: 'People, by name',
    access: { rule: 'active', scope: { everywhere: 'user.list' } },
    effect: 'read',
    query: userFilters,
    answer: { status: 200, json: userPage },
  }),
  inviteUser: endpoint({
    method: 'POST',
    path: '/api/v2/users',
    tag: 'Users',
    summary: 'Invite a person before their first sign-in',
    description: 'They are recognised by their e-mail address when they sign in.',
    access: { rule: 'permission', permission: 'user.create' },
    effect: 'change',
    body: inviteUser,
    answer: { status: 201, json: listedUser },
    errors: ['conflict', 'beyond_own_rights'],
  }),
  getUser: endpoint({
    method: 'GET',
    path: '/api/v2/users/{id}',
    tag: 'Users',
    summary: 'One person',
    access: { rule: 'active', scope: { everywhere: 'user.read' } },
    effect: 'read',
    params: ofUser,
    answer: { status: 200, json: listedUser },
  }),
  updateUser: endpoint({
    method: 'PUT',
    path: '/api/v2/users/{id}',
    tag: 'Users',
    summary: 'Activate, deactivate, or make a site administrator',
    description:
      'Deactivating refuses the sessions and tokens of this person from their next request on; activating restores them. Never one’s own account.',
    access: { rule: 'permission', permission: 'user.update' },
    effect: 'change',
    params: ofUser,
    body: updateUser,
    answer: { status: 200, json: listedUser },
    errors: ['own_account', 'beyond_own_rights'],
  }),
  getUserAvatar: endpoint({
    method: 'GET',
    path: '/api/v2/users/{id}/avatar',
    tag: 'Users',
    summary: 'The picture that came with the last sign-in',
    access: { rule: 'active', scope: { everywhere: 'user.read' } },
    effect: 'read',
    params: ofUser,
    answer: { status: 200, media: 'image/*' },
  }),

  listUserTokens: endpoint({
    method: 'GET',
    path: '/api/v2/user-tokens',
    tag: 'User tokens',
    summary: 'Tokens, newest first',
    description: 'Your own; site administrators see all of them, and may ask for one person’s.',
    access: { rule: 'active', scope: { everywhere: 'user_token.list' } },
    effect: 'read',
    query: userTokenFilters,
    answer: { status: 200, json: userTokenPage },
  }),
  createUserToken: endpoint({
    method: 'POST',
    path: '/api/v2/user-tokens',
    tag: 'User tokens',
    summary: 'Make a token',
    description: 'created_token is in this answer and nowhere else, ever.',
    access: { rule: 'owner', or: 'user_token.create' },
    refusesScoped: true,
    effect: 'change',
    body: createUserToken.optional(),
    maxBodyBytes: maxScopesBytes,
    answer: { status: 201, json: createdUserToken },
    errors: ['forbidden', 'scope_covered', 'beyond_own_rights', 'against_policy'],
  }),
  getUserToken: endpoint({
    method: 'GET',
    path: '/api/v2/user-tokens/{id}',
    tag: 'User tokens',
    summary: 'One token',
    access: { rule: 'owner', or: 'user_token.read', itself: true },
    effect: 'read',
    params: ofToken,
    answer: { status: 200, json: userToken },
  }),
  updateUserToken: endpoint({
    method: 'PATCH',
    path: '/api/v2/user-tokens/{id}',
    tag: 'User tokens',
    summary: 'Change name or description',
    access: { rule: 'owner', or: 'user_token.update' },
    refusesScoped: true,
    effect: 'change',
    params: ofToken,
    body: updateUserToken,
    answer: { status: 200, json: userToken },
  }),
  revokeUserToken: endpoint({
    method: 'POST',
    path: '/api/v2/user-tokens/{id}/revoke',
    tag: 'User tokens',
    summary: 'Revoke a token: refused from the next request on',
    description: 'Revoking again changes nothing and answers the same.',
    access: { rule: 'owner', or: 'user_token.revoke', itself: true },
    effect: 'change',
    params: ofToken,
    answer: { status: 200, json: userToken },
  }),
  deleteUserToken: endpoint({
    method: 'DELETE',
    path: '/api/v2/user-tokens/{id}',
    tag: 'User tokens',
    summary: 'Delete a token: refused from the next request on, and gone from the lists',
    access: { rule: 'owner', or: 'user_token.delete' },
    refusesScoped: true,
    effect: 'change',
    params: ofToken,
    answer: { status: 204 },
  }),

  ...tokenEndpoints,
  ...treeEndpoints,
  ...entityEndpoints,
  ...deploymentEndpoints,
  ...taskEndpoints,
  ...accessEndpoints,
  ...serviceAccountEndpoints,
  ...usageEndpoints,

  listAuditEvents: endpoint({
    method: 'GET',
    path: '/api/v2/audit-events',
    tag: 'Audit',
    summary: 'Who did what, newest first',
    access: { rule: 'permission', permission: 'audit_event.list' },
    effect: 'read',
    query: auditEventFilters,
    answer: { status: 200, json: auditEventPage },
  }),
  events: endpoint({
    method: 'GET',
    path: '/api/v2/events',
    tag: 'Live updates',
    summary: 'What changed, as it happens',
    description:
      'Server-sent events about the rows the caller may see. Ends when the credential does. At most 100 at a time of one person on each server.',
    access: { rule: 'active', scope: 'any' },
    refusesScoped: true,
    effect: 'read',
    answer: { status: 200, events: liveEvent },
  }),
  ...verifyEndpoints,
  ...serverEndpoints,
  serverInfo: endpoint({
    method: 'GET',
    path: '/api/v2/server',
    tag: 'Server',
    summary: 'The version that runs here, and where it takes MQTT',
    access: { rule: 'active', scope: 'any' },
    effect: 'read',
    answer: { status: 200, json: serverInfo },
  }),
} as const;

export type Endpoints = typeof endpoints;
export type EndpointName = keyof Endpoints;
