import type { DeploymentTask } from '../../packages/sdk/src/index.ts';
import type { PreparedSite } from './prepare-site.ts';
import { say } from './say.ts';
import { expectSame } from './tasks.ts';

const words = { user: 'user', service_account: 'bot', deployment: 'deployment' } as const;

/** What ought to stand in History: who, with which token, did what to which deployment. */
const expected = [
  ['bot ci', 'pipeline', 'Install', 'shop'],
  ['bot ci', 'pipeline', 'Upgrade', 'shop'],
  ['bot ci', 'pipeline', 'RestartK8sResource', 'shop'],
  ['bot ci', 'pipeline', 'Install', 'desk'],
  ['bot ci', 'pipeline', 'InvokeAction greet-peer', 'shop'],
  ['deployment shop', undefined, 'InvokeAction set-greeting', 'desk'],
  ['user Mika Member', 'demo:deploy', 'InvokeAction set-greeting', 'desk'],
  ['bot ci', 'pipeline', 'Uninstall', 'shop'],
] as const;

/** Prints History, oldest first, and throws where it is not what was done. */
export async function printHistory({ admin, envId }: PreparedSite): Promise<void> {
  say.chapter('History of env demo');
  const { items } = await admin.listDeploymentTasks({ query: { env_id: envId } });
  const tasks = items.toReversed();
  const rows = [
    ['who', 'with', 'what', 'on', 'status'],
    ...tasks.map((task) => [
      who(task),
      `${task.actor.credential.kind} ${task.actor.credential.name}`,
      what(task),
      `${task.kind.name} ${task.deployment.name}`,
      task.status,
    ]),
  ];
  for (const row of table(rows)) say.line(row);

  expectSame(
    tasks.map(who),
    expected.map(([actor]) => actor),
  );
  expectSame(
    tasks.map(what),
    expected.map(([, , operation]) => operation),
  );
  expectSame(
    tasks.map(({ deployment }) => deployment.name),
    expected.map(([, , , name]) => name),
  );
  for (const [index, task] of tasks.entries()) {
    const token = expected[index]?.[1];
    if (token !== undefined) expectSame(task.actor.credential.name, token);
    expectSame(task.status, 'Done');
  }
}

const who = ({ actor }: DeploymentTask) => `${words[actor.kind]} ${actor.name}`;

function what({ operation }: DeploymentTask): string {
  if ('InvokeAction' in operation) return `InvokeAction ${operation.InvokeAction.action_id}`;
  return Object.keys(operation)[0] ?? '';
}

function table(rows: readonly string[][]): string[] {
  const widths = rows[0]?.map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  return rows.map((row) =>
    `  ${row.map((cell, column) => cell.padEnd(widths?.[column] ?? 0)).join('  ')}`.trimEnd(),
  );
}
