// Acting for oneself: with this deployment's own token, which holds what was granted to it and nothing more.
import { readFileSync } from 'node:fs';

/** Read each time: the runner puts a new token there before the old one ends. */
const told = (name) => readFileSync(`${process.env.KEYWRIGHT_CREDENTIALS_DIR}/${name}`, 'utf8');

async function call(method, path, body) {
  const answer = await fetch(new URL(path, told('server_url')), {
    method,
    headers: { 'x-platz-token': told('access_token'), 'content-type': 'application/json' },
    body: body && JSON.stringify(body),
  });
  const content = await answer.json();
  if (!answer.ok) throw new Error(content.message);
  return content;
}

/** Invokes an action of another deployment; the task will say that this one asked. */
export async function invokeOn(deploymentId, actionId, body) {
  const { helm_chart_id } = await call('GET', `/api/v2/deployments/${deploymentId}`);
  return call('POST', '/api/v2/deployment-tasks', {
    deployment_id: deploymentId,
    operation: { InvokeAction: { helm_chart_id, action_id: actionId, body } },
  });
}
