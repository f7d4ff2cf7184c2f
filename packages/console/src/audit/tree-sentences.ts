import type { AuditEvent } from '@keywright/sdk';
import { counted, joined, type ToldOf } from './told.ts';

interface Renamed {
  readonly name?: { readonly from: string; readonly to: string } | undefined;
}
interface Gone {
  readonly resources: number;
  readonly service_accounts: number;
  readonly tokens: number;
  readonly grants: number;
}

/** Organizations, projects, envs and deployment kinds. */
export const treeSentences: ToldOf<'organization' | 'project' | 'env' | 'deployment_kind'> = {
  'organization.create': (_, { target }) => `created the organization “${target.name}”`,
  'organization.update': (details, event) => renamed('organization', details, event),
  'organization.delete': (gone, { target }) =>
    `deleted the organization “${target.name}”${goneWithIt(gone)}`,
  'project.create': ({ parent_name }, { target }) =>
    `created the project “${target.name}” in ${parent_name}`,
  'project.update': (details, event) => renamed('project', details, event),
  'project.move': ({ from, to, grants_lost }, { target }) =>
    `moved the project “${target.name}” from ${from} to ${to}${grants_lost > 0 ? `, at the loss of ${counted(grants_lost, 'grant')}` : ''}`,
  'project.delete': ({ parent_name, ...gone }, { target }) =>
    `deleted the project “${target.name}” of ${parent_name}${goneWithIt(gone)}`,
  'env.create': ({ parent_name, auto_add_new_users }, { target }) =>
    `created the env “${target.name}” in ${parent_name}${auto_add_new_users ? ', open to new people' : ''}`,
  'env.update': ({ name, auto_add_new_users, node_selector, tolerations }, { target }) =>
    joined([
      name && `renamed the env “${name.from}” to “${name.to}”`,
      auto_add_new_users &&
        `${auto_add_new_users.to ? 'opened' : 'closed'} the env “${target.name}” to new people`,
      node_selector && `changed the node selector of the env “${target.name}”`,
      tolerations && `changed the tolerations of the env “${target.name}”`,
    ]) || `saved the env “${target.name}”`,
  'env.delete': ({ parent_name, ...gone }, { target }) =>
    `deleted the env “${target.name}” of ${parent_name}${goneWithIt(gone)}`,
  'deployment_kind.create': (_, { target }) => `created the deployment kind “${target.name}”`,
  'deployment_kind.update': (details, event) => renamed('deployment kind', details, event),
  'deployment_kind.delete': ({ grants }, { target }) =>
    `deleted the deployment kind “${target.name}”${grants > 0 ? ` and ${counted(grants, 'grant')} for it` : ''}`,
};

const renamed = (what: string, { name }: Renamed, { target }: AuditEvent): string =>
  name
    ? `renamed the ${what} “${name.from}” to “${name.to}”`
    : `saved the ${what} “${target.name}”`;

/** The node itself is one of its resources. */
function goneWithIt({ resources, service_accounts, tokens, grants }: Gone): string {
  const went = joined([
    resources > 1 && `${counted(resources - 1, 'resource')} below it`,
    service_accounts > 0 && counted(service_accounts, 'service account'),
    tokens > 0 && counted(tokens, 'token'),
    grants > 0 && counted(grants, 'grant'),
  ]);
  return went && `, with ${went}`;
}
