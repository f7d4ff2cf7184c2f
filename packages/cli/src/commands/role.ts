import type { Role, RoleEffect } from '@keywright/sdk';
import { Command } from 'commander';
import { role } from '../names/look-up.ts';
import { resourceId } from '../names/resource.ts';
import { quiet, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import type { Column } from '../output/table.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';

const home = ({ home }: Role) => text(home?.name ?? 'built in');

const columns: readonly Column<Role>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'NAME', of: ({ name }) => text(name) },
  { title: 'HOME', of: home },
  { title: 'FOR', of: ({ levels }) => text(levels.join(', ')) },
  { title: 'PERMISSIONS', of: ({ permissions }) => text(permissions.length), least: 5 },
  { title: 'GRANTS', of: ({ num_grants }) => text(num_grants), least: 6 },
];

const fields = (role: Role): Field[] => [
  ['id', text(role.id)],
  ['name', text(role.name)],
  ['description', text(role.description)],
  ['home', home(role)],
  ['granted on', text(role.levels.join(', '))],
  ['of a deployment kind', text(role.of_kind ? 'yes' : 'no')],
  ['grants', text(role.num_grants)],
  ['permissions', text(role.permissions.join(', '))],
];

interface NewRole {
  readonly permission: string[];
  readonly home: string;
  readonly description?: string;
}

/** `keywright role`: named sets of permissions. */
export function group(): Command {
  const roles = new Command('role').description('Named sets of permissions');
  addList(roles, {
    endpoint: 'listRoles',
    summary: 'Roles, by name',
    filters: {
      search: { flags: '--search <text>', says: 'by a part of the name' },
      home_id: {
        flags: '--home <resource>',
        says: 'custom ones that live right there',
        lookUp: resourceId,
      },
      usable_on: {
        flags: '--usable-on <resource>',
        says: 'that can be granted there',
        lookUp: resourceId,
      },
      kind: { flags: '--kind <kind>', says: 'of this kind', choices: ['built_in', 'custom'] },
    },
    columns,
    empty: 'No roles that match.',
  });
  roles
    .command('show <role>')
    .description('Show one role with its permissions')
    .action(
      asks(async ({ client, out }, _options, name = '') => {
        const found = await client.getRole({ params: { id: await role(client, name) } });
        await out.one(found, fields(found));
      }),
    );
  roles
    .command('create <name>')
    .description('Make a custom role')
    .requiredOption(
      '--permission <permission>',
      'such as deployment.read; may come again',
      (one: string, before: string[] = []) => [...before, one],
    )
    .requiredOption('--home <resource>', 'where it lives: the site, an organization or a project')
    .option('--description <text>', 'what it is for')
    .action(
      asks<NewRole>(async ({ client, out }, options, name = '') => {
        const { description, permission: permissions } = options;
        const home_id = await resourceId(client, options.home);
        const body = { name, home_id, permissions, ...(description && { description }) };
        const made = await client.createRole({ body });
        await out.done(`Made ${made.name} (${made.id}).`, made);
      }),
    );
  addDelete(roles);
  return roles;
}

function addDelete(roles: Command): void {
  roles
    .command('delete <role>')
    .description('Delete a custom role; its grants turn to another one')
    .option('--replacement <role>', 'the role that its grants turn to')
    .action(
      asks<{ replacement?: string }>(
        async ({ client, out, confirm }, { replacement }, name = '') => {
          const params = { id: await role(client, name) };
          const query = { ...(replacement && { replacement_id: await role(client, replacement) }) };
          const tried = await client.deleteRole({ params, query: { ...query, dry_run: 'true' } });
          const { num_grants, num_changed } = tried as RoleEffect;
          await confirm(
            `Delete ${name}, with ${num_grants} grants? ${num_changed} would gain or lose rights.`,
          );
          await client.deleteRole({ params, query });
          await out.done(`Deleted ${name} (${params.id}).`);
        },
      ),
    );
}
