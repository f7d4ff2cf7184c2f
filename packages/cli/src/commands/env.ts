import type { Env } from '@keywright/sdk';
import { Command } from 'commander';
import { env, organization, project } from '../names/look-up.ts';
import { quiet, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { exactly } from '../output/times.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';

const columns: readonly Column<Env>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'NAME', of: ({ name }) => text(name) },
  { title: 'PROJECT', of: ({ project }) => text(project.name) },
  { title: 'ORGANIZATION', of: ({ organization }) => text(organization.name) },
];

const fields = (env: Env): Field[] => [
  ['id', text(env.id)],
  ['name', text(env.name)],
  ['project', text(env.project.name)],
  ['organization', text(env.organization.name)],
  ['made', exactly(env.created_at)],
  ['new people become User', text(env.auto_add_new_users ? 'yes' : 'no')],
  ['node selector', text(JSON.stringify(env.node_selector))],
  ['tolerations', text(JSON.stringify(env.tolerations))],
];

/** `keywright env`. */
export function group(): Command {
  const envs = new Command('env').description('Envs');
  addList(envs, {
    endpoint: 'listEnvs',
    summary: 'Envs, by name',
    filters: {
      name: { flags: '--name <text>', says: 'by a part of the name' },
      organization_id: {
        flags: '--organization <organization>',
        says: 'of this organization',
        lookUp: organization,
      },
      project_id: { flags: '--project <project>', says: 'of this project', lookUp: project },
      auto_add_new_users: {
        flags: '--auto-add-new-users <flag>',
        says: 'whether new people become User of it',
        choices: ['true', 'false'],
      },
    },
    columns,
    empty: 'No envs that you may list.',
  });
  envs
    .command('show <env>')
    .description('Show one env')
    .action(
      asks(async ({ client, out }, _options, name = '') => {
        const found = await client.getEnv({ params: { id: await env(client, name) } });
        await out.one(found, fields(found));
      }),
    );
  return envs;
}
