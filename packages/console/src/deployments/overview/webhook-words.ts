import type { DeploymentWebhook } from '@keywright/sdk';

/** What a call of it does: "Invokes scale", "Restarts web-0". */
export function webhookTask({ operation, takes_body }: DeploymentWebhook): string {
  if ('InvokeAction' in operation) {
    return `Invokes ${operation.InvokeAction.action_id}${takes_body ? ' with the body of the call' : ''}`;
  }
  if ('RestartK8sResource' in operation) {
    return `Restarts ${operation.RestartK8sResource.resource_name}`;
  }
  return 'Makes a task';
}

/** A command that calls it once, however often it is repeated. */
export const callLine = ({ url, takes_body }: DeploymentWebhook): string =>
  [
    'curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "idempotency-key: build-42"',
    takes_body && `-H "content-type: application/json" -d '{}'`,
    url,
  ]
    .filter(Boolean)
    .join(' ');
