import type { Env } from '@keywright/sdk';
import { IconUserShield } from '@tabler/icons-react';
import { EmptyState } from '../parts/empty-state.tsx';
import { grantColumns } from './grant-columns.tsx';
import { RoleSections } from './role-sections.tsx';

const { principal, ends, given, menu } = grantColumns;
const columns = [principal, given, ends, menu];

/** Who is Admin and who is User of an env by a grant on the env itself. */
export function EnvUserRoles({ env }: { readonly env: Env }) {
  return (
    <RoleSections
      env={env}
      names={['Admin', 'User']}
      columns={columns}
      about={`People, bots and other service accounts, and deployments, that are let in to ${env.name} itself. Who has rights on ${env.project.name} or ${env.organization.name} holds them here too, and is listed there.`}
      addAbout={`They get this right on ${env.name} and all in it, from their next request on.`}
      empty={({ name }) => (
        <EmptyState icon={IconUserShield} title={`No ${name} of this env yet`}>
          {name === 'Admin'
            ? 'An Admin changes its settings and decides who is let in. Press “Add permission” to name one.'
            : 'A User sees the env and its deployments. Press “Add permission” and search for a person or a bot: it sees the env from its next request on.'}
        </EmptyState>
      )}
    />
  );
}
