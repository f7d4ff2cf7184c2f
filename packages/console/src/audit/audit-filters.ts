import { type AuditAction, auditActions } from '@keywright/sdk';
import { pageIn, textIn, wordIn } from '../address.ts';
import { startOfDay } from '../parts/times.ts';
import type { AuditEventFilters } from '../queries/audit-events.ts';

/** The filters of the audit record, as the address holds them. `actor` is a principal's id or a kind of actor. */
export interface AuditSearch {
  readonly actor?: string | undefined;
  readonly action?: AuditAction | undefined;
  readonly target?: string | undefined;
  readonly since?: string | undefined;
  readonly until?: string | undefined;
  readonly page?: number | undefined;
}

export const auditSearchIn = (raw: Record<string, unknown>): AuditSearch => ({
  actor: textIn(raw, 'actor'),
  action: wordIn(raw, 'action', auditActions),
  target: textIn(raw, 'target'),
  since: textIn(raw, 'since'),
  until: textIn(raw, 'until'),
  page: pageIn(raw),
});

const actorKinds = ['service_account', 'deployment', 'operator', 'system'] as const;

export function auditQueryOf(search: AuditSearch): AuditEventFilters {
  const { actor, action, target, since, until, page } = search;
  const kind = actorKinds.find((word) => word === actor);
  return {
    per_page: 25,
    page,
    action,
    target_id: target,
    ...(kind ? { actor_kind: kind } : { actor_id: actor }),
    since: since && startOfDay(since, 0),
    until: until && startOfDay(until, 1),
  };
}
