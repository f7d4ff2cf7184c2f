import { z } from 'zod';

/**
 * Ids on the wire are UUIDs in lower case; upper case is accepted and folded, so that one row has one
 * spelling in logs and filters. Each kind carries its own brand: a `UserId` is not a `TokenId`.
 */
const uuid = z.uuid({ error: 'Expected a UUID.' }).toLowerCase();

export const userId = uuid.brand<'UserId'>();
export const userTokenId = uuid.brand<'UserTokenId'>();
export const sessionId = uuid.brand<'SessionId'>();
export const auditEventId = uuid.brand<'AuditEventId'>();
/** An id whose kind is told by a field beside it, as in an audit event's target. */
export const anyId = uuid.brand<'AnyId'>();

export type UserId = z.output<typeof userId>;
export type UserTokenId = z.output<typeof userTokenId>;
export type SessionId = z.output<typeof sessionId>;
export type AuditEventId = z.output<typeof auditEventId>;
export type AnyId = z.output<typeof anyId>;
