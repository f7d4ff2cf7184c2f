export type {
  AuditAction,
  AuditChange,
  AuditEvent,
  CreatedUserToken,
  ListedUser,
  LiveEvent,
  Profile,
  Session,
  SignInFailure,
  SignInOptions,
  TokenState,
  User,
  UserToken,
} from '@keywright/contract';
export { auditActions, parseDuration, parseToken, signInFailures } from '@keywright/contract';
export { type Client, type ClientOptions, createClient, type SentTo } from './client.ts';
export { type FailureCode, KeywrightError } from './error.ts';
