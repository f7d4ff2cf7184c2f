import type { DeploymentNeeds } from '../handed-in.ts';
import { claimTaskOperation } from './claim-task.ts';
import { reportProgressOperation } from './report-progress.ts';
import { reportResultOperation } from './report-result.ts';
import { issueTokenOperation } from './tokens/issue-token.ts';

/** The operations on what runners ask for: tasks, and tokens for the deployments they run. */
export function runnerOperations(needs: DeploymentNeeds) {
  return {
    claimDeploymentTask: claimTaskOperation(needs),
    reportTaskProgress: reportProgressOperation(),
    reportTaskResult: reportResultOperation(needs),
    issueDeploymentToken: issueTokenOperation(needs),
  };
}
