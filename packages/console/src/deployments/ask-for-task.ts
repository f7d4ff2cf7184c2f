import type { Deployment, SentTo } from '@keywright/sdk';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { type When, whenSent } from './when.tsx';

type Operation = SentTo<'createDeploymentTask'>['body']['operation'];

/** Asks for something to be done to a deployment, now or later. Done once the pages show the task. */
export async function askForTask(
  { id }: Deployment,
  operation: Operation,
  when: When,
): Promise<void> {
  await api.createDeploymentTask({
    body: { deployment_id: id, operation, execute_at: whenSent(when) ?? null },
  });
  await askAgain('deployment_task');
}
