import type { AuditAction, AuditChange, AuditEvent } from '@keywright/sdk';

type Details<A extends AuditAction> = Extract<AuditChange, { action: A }>['details'];

/** What was done, after the actor's name: "revoked the token “laptop” of Ada". */
export type Told<A extends AuditAction> = (details: Details<A>, event: AuditEvent) => string;

/** A line for each action whose name begins so; one without words does not compile. */
export type ToldOf<Kind extends string> = {
  readonly [A in Extract<AuditAction, `${Kind}.${string}`>]: Told<A>;
};
