import type { Deployment, SentTo } from '@keywright/sdk';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';

/** Changes a deployment; what is left out stays as it is. Done once the pages show it. */
export async function updateDeployment(
  { id }: Deployment,
  body: NonNullable<SentTo<'updateDeployment'>['body']>,
): Promise<void> {
  await api.updateDeployment({ params: { id }, body });
  await askAgain('deployment');
}
