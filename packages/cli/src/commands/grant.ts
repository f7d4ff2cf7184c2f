import type { Grant } from '@keywright/sdk';
import { Command } from 'commander';
import { deploymentKind, principal, role } from '../names/look-up.ts';
import { resourceForms, resourceId } from '../names/resource.ts';
import { quiet, text } from '../output/cell.ts';
import type { Column } from '../output/table.ts';
import { expiry } from '../output/times.ts';
import { asks } from '../program/asked.ts';
import { addList } from '../program/list-command.ts';
import { Stopped } from '../program/stopped.ts';

const what = ({ role, permissions }: Grant) => role?.name ?? permissions.join(', ');

const columns: readonly Column<Grant>[] = [
  { title: 'ID', of: ({ id }) => quiet(id), least: 'whole' },
  { title: 'WHO', of: ({ principal }) => text(principal.name) },
  { title: 'WHAT', of: (grant) => text(what(grant)) },
  { title: 'ON', of: ({ resource }) => text(`${resource.type}:${resource.name}`), least: 10 },
  { title: 'KIND', of: ({ deployment_kind }) => text(deployment_kind?.name), least: 4 },
  { title: 'ENDS', of: ({ ends_at }) => expiry(ends_at), least: 5 },
];

interface NewGrant {
  readonly role?: string;
  readonly permission?: string[];
  readonly on: string;
  readonly kind?: string;
  readonly until?: string;
}

/** `keywright grant`: who may do what, and where. */
export function group(): Command {
  const grant = new Command('grant').description('Who may do what, and where');
  addList(grant, {
    endpoint: 'listGrants',
    summary: 'Grants, newest first',
    filters: {
      principal_id: {
        flags: '--principal <principal>',
        says: 'to whom, by e-mail address, name or id; me: to you',
        lookUp: principal,
      },
      principal_kind: {
        flags: '--principal-kind <kind>',
        says: 'to principals of this kind',
        choices: ['user', 'service_account', 'deployment'],
      },
      resource_id: { flags: '--on <resource>', says: 'granted right there', lookUp: resourceId },
      holds_on: {
        flags: '--holds-on <resource>',
        says: 'that hold there: granted on it or above it',
        lookUp: resourceId,
      },
      within: { flags: '--within <resource>', says: 'on it or below it', lookUp: resourceId },
      role_id: { flags: '--role <role>', says: 'of this role', lookUp: role },
      state: { flags: '--state <state>', says: 'in this state', choices: ['active', 'ended'] },
    },
    columns,
    empty: 'No grants. Make one: keywright grant add PRINCIPAL --role ROLE --on RESOURCE',
  });
  addAdd(grant);
  grant
    .command('remove <grant>')
    .description('Take a grant back, by its id: what it gave is refused from now on')
    .action(
      asks(async ({ client, out, confirm }, _options, id = '') => {
        const params = { id };
        const found = await client.getGrant({ params });
        const said = `${what(found)} on ${found.resource.name} from ${found.principal.name}`;
        await confirm(`Take ${said}?`);
        await client.deleteGrant({ params });
        await out.done(`Took ${said}.`);
      }),
    );
  return grant;
}

function addAdd(grant: Command): void {
  grant
    .command('add <principal>')
    .description('Grant a role, or permissions, on a resource and all below it')
    .option('--role <role>', 'a role, by name or id')
    .option(
      '--permission <permission>',
      'instead of a role; may come again',
      (one: string, before: string[] = []) => [...before, one],
    )
    .requiredOption('--on <resource>', resourceForms)
    .option('--kind <kind>', 'for deployments of this kind alone')
    .option('--until <when>', 'a date or a time: it ends then')
    .action(
      asks<NewGrant>(async ({ client, out }, options, who = '') => {
        const { role: roleName, permission: permissions, kind, until } = options;
        if ((roleName === undefined) === (permissions === undefined)) {
          throw new Stopped('usage', 'Name a --role, or at least one --permission instead.');
        }
        const resource_id = await resourceId(client, options.on);
        const body = {
          principal_id: await principal(client, who),
          resource_id,
          ...(roleName && { role_id: await role(client, roleName, resource_id) }),
          ...(permissions && { permissions }),
          ...(kind && { kind_id: await deploymentKind(client, kind) }),
          ...(until && { ends_at: until }),
        };
        const made = await client.createGrant({ body });
        await out.done(
          `Granted ${what(made)} on ${made.resource.name} to ${made.principal.name} (${made.id}).`,
          made,
        );
      }),
    );
}
