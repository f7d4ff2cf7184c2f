import type { AuditAction } from '@keywright/sdk';

/** What each action is called where it is chosen from a list. */
export const actionWords: Record<AuditAction, string> = {
  'user.create': 'Person added',
  'user.update': 'Person changed',
  'session.create': 'Signed in',
  'session.end': 'Session ended',
  'session.end_all': 'Signed out everywhere',
  'user_token.create': 'Token created',
  'user_token.update': 'Token edited',
  'user_token.revoke': 'Token revoked',
  'user_token.delete': 'Token deleted',
  'site.restore': 'Site restored',
  'access.denied': 'Access denied',
};
