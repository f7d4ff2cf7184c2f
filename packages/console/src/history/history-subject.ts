import type { DeploymentTaskFilters } from '../queries/deployment-tasks.ts';

/** Whose history it is: what was done to a deployment, or what a principal or one of its credentials did. */
export type HistorySubject =
  | { readonly kind: 'of_deployment'; readonly id: string; readonly name: string }
  | { readonly kind: 'by_user'; readonly id: string; readonly name: string }
  | { readonly kind: 'by_service_account'; readonly id: string; readonly name: string }
  | { readonly kind: 'by_deployment'; readonly id: string; readonly name: string }
  | { readonly kind: 'by_credential'; readonly id: string; readonly name: string };

/** The filter of the API that narrows all tasks to them. */
export function filterOf({ kind, id }: HistorySubject): DeploymentTaskFilters {
  switch (kind) {
    case 'of_deployment':
      return { deployment_id: id };
    case 'by_user':
      return { acting_user_id: id };
    case 'by_service_account':
      return { acting_bot_id: id };
    case 'by_deployment':
      return { acting_deployment_id: id };
    case 'by_credential':
      return { credential_id: id };
    default:
      return kind satisfies never;
  }
}
