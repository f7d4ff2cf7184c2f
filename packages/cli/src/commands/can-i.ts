import type { AccessReason, ExplainedAccess } from '@keywright/sdk';
import { Command } from 'commander';
import { deploymentKind, principal } from '../names/look-up.ts';
import { resourceForms, resourceId } from '../names/resource.ts';
import { state, text } from '../output/cell.ts';
import type { Field } from '../output/output.ts';
import { asks } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';

/** `keywright can-i`: may somebody do something somewhere, and why. Ends with another code where they may not. */
export const group = () =>
  new Command('can-i')
    .description('Whether you may do something on a resource, and why')
    .argument('<permission>', 'such as deployment.create')
    .argument('<resource>', resourceForms)
    .option('--principal <principal>', 'somebody else, by e-mail address, name or id')
    .option('--kind <kind>', 'as if the resource were of this deployment kind')
    .action(
      asks<{ principal?: string; kind?: string }>(
        async ({ client, out }, { principal: who, kind }, permission = '', place = '') => {
          const query = {
            permission,
            resource: await resourceId(client, place),
            ...(who && { principal: await principal(client, who) }),
            ...(kind && { kind: await deploymentKind(client, kind) }),
          };
          const answer = await client.explainAccess({ query });
          await out.one(answer, fields(answer));
          if (!answer.allowed) throw new Stopped('no', '');
        },
      ),
    );

const fields = (answer: ExplainedAccess): Field[] => [
  ['answer', state(answer.allowed ? 'yes' : 'no')],
  ['who', text(answer.principal.name)],
  ['permission', text(answer.permission)],
  ['on', text([...answer.path, answer.resource].map(({ name }) => name).join(' / '))],
  ...answer.reasons.map((reason): Field => ['because', text(sentence(reason))]),
  ...(answer.denial ? denied(answer.denial) : []),
];

function denied({ message, roles, granters }: NonNullable<ExplainedAccess['denial']>): Field[] {
  const who = granters.map(({ name }) => name).join(', ');
  return [
    ['because', text(message)],
    ...(roles.length > 0
      ? [['roles with it', text(roles.map(({ label }) => label).join(', '))] as const]
      : []),
    ...(who ? [['who could grant it', text(who)] as const] : []),
  ];
}

function sentence(reason: AccessReason): string {
  switch (reason.via) {
    case 'site_admin':
      return 'site administrators may do everything';
    case 'grant': {
      const { role, resource, inherited, deployment_kind, ends_at } = reason;
      const what = role ? `the role ${role.name}` : 'a grant of permissions';
      return [
        `${what} on ${resource.type} ${resource.name}${inherited ? ', above it' : ''}`,
        ...(deployment_kind ? [`for ${deployment_kind.name} alone`] : []),
        ...(ends_at ? [`until ${ends_at}`] : []),
      ].join(', ');
    }
    default:
      throw reason satisfies never;
  }
}
