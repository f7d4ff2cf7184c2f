import type { Flag } from '../storage/schema-columns.ts';

/** What a deployment may act by. Times in milliseconds since 1970; null: not. */
export interface DeploymentStanding {
  readonly is_enabled: Flag;
  readonly deleting_at: number | null;
}

/** The one place where it is derived: disabled, or about to be deleted, it acts no more. */
export function isDeploymentActive(deployment: DeploymentStanding): boolean {
  return deployment.is_enabled === 1 && deployment.deleting_at === null;
}
