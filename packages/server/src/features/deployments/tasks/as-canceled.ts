import type { Acting } from './acting.ts';

export interface Canceling {
  readonly acting: Acting;
  /** Milliseconds since 1970. */
  readonly now: number;
  readonly reason: string | null;
}

/** What the row of a task says once it is canceled. */
export function asCanceled({ acting, now, reason }: Canceling) {
  return {
    status: 'Canceled' as const,
    reason,
    finished_at: now,
    canceled_by_user_id: acting.user,
    canceled_by_bot_id: acting.bot,
    canceled_by_deployment_id: acting.deployment,
    canceled_by_name: acting.name,
    canceled_credential_kind: acting.credential.kind,
    canceled_credential_id: acting.credential.id,
    canceled_credential_name: acting.credential.name,
  };
}
