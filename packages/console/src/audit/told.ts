import type { AuditAction, AuditChange, AuditEvent } from '@keywright/sdk';
import { shortDay } from '../parts/times.ts';

type Details<A extends AuditAction> = Extract<AuditChange, { action: A }>['details'];

/** What was done, after the actor's name: "revoked the token “laptop” of Ada". */
export type Told<A extends AuditAction> = (details: Details<A>, event: AuditEvent) => string;

/** A line for each action whose name begins so; one without words does not compile. */
export type ToldOf<Kind extends string> = {
  readonly [A in Extract<AuditAction, `${Kind}.${string}`>]: Told<A>;
};

/** `1 token`, `3 tokens`. */
export const counted = (count: number, one: string): string =>
  `${count} ${count === 1 ? one : `${one}s`}`;

/** `a`, `a and b`, `a, b and c`. */
export function joined(parts: readonly (string | false | undefined)[]): string {
  const said = parts.filter((part) => typeof part === 'string' && part !== '');
  return said.length < 2
    ? said.join('')
    : `${said.slice(0, -1).join(', ')} and ${said.slice(-1).join('')}`;
}

/** `until Dec 22, 2026`, `without expiry`. */
export const until = (time: string | null): string =>
  time === null ? 'without expiry' : `until ${shortDay(Date.parse(time))}`;
