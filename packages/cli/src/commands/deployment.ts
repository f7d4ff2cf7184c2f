import type { Deployment } from '@keywright/sdk';
import { Command } from 'commander';
import { cluster, deployment, deploymentKind, env, project } from '../names/look-up.ts';
import { quiet, state, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { exactly } from '../output/times.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';

const columns: readonly Column<Deployment>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'NAME', of: ({ name }) => text(name) },
  { title: 'KIND', of: ({ kind }) => text(kind.name), least: 6 },
  { title: 'ENV', of: ({ env }) => text(env.name), least: 6 },
  { title: 'STATUS', of: ({ status }) => state(status), least: 7 },
  { title: 'VERSION', of: ({ chart }) => text(chart.image_tag), least: 7 },
];

const fields = (one: Deployment): Field[] => [
  ['id', text(one.id)],
  ['name', text(one.name)],
  ['kind', text(one.kind.name)],
  ['version', text(one.chart.image_tag)],
  ['env', text(one.env.name)],
  ['project', text(one.project.name)],
  ['cluster', text(one.cluster.name)],
  ['namespace', text(one.namespace)],
  ['enabled', text(one.enabled ? 'yes' : 'no')],
  ['status', state(one.status)],
  ['reason', text(one.reason)],
  ['made', exactly(one.created_at)],
  ['last task', text(one.last_task && `${one.last_task.operation}, ${one.last_task.status}`)],
  ['description', text(one.description_md)],
  ['config', text(JSON.stringify(one.config))],
];

/** `keywright deployment`. */
export function group(): Command {
  const deployments = new Command('deployment').description('Deployments');
  addList(deployments, {
    endpoint: 'listDeployments',
    summary: 'Deployments, by name',
    filters: {
      name: { flags: '--name <text>', says: 'by a part of the name' },
      kind_id: { flags: '--kind <kind>', says: 'of this kind', lookUp: deploymentKind },
      cluster_id: { flags: '--cluster <cluster>', says: 'in this cluster', lookUp: cluster },
      env_id: { flags: '--env <env>', says: 'in this env', lookUp: env },
      project_id: { flags: '--project <project>', says: 'of this project', lookUp: project },
      enabled: { flags: '--enabled <flag>', says: 'whether enabled', choices: ['true', 'false'] },
      status: { flags: '--status <status>', says: 'such as Running or Error' },
    },
    columns,
    empty: 'No deployments that you may list.',
  });
  deployments
    .command('show <deployment>')
    .description('Show one deployment')
    .action(
      asks(async ({ client, out }, _options, name = '') => {
        const params = { id: await deployment(client, name) };
        const found = await client.getDeployment({ params });
        await out.one(found, fields(found));
      }),
    );
  return deployments;
}
