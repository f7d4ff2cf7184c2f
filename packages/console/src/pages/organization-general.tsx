import type { Organization } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteOrganization } from '../organizations/delete-organization.tsx';
import { organizationQuery } from '../queries/organizations.ts';
import { IdSection } from '../tree/id-section.tsx';
import { RenameForm } from '../tree/rename-form.tsx';
import { SettingsAct, SettingsSection } from '../tree/settings-section.tsx';

const route = getRouteApi('/signed-in/organizations/$id/settings/general');

/** An organization's name, and its end. The frame around it has it loaded. */
export function OrganizationGeneral() {
  const { id } = route.useParams();
  const { data: organization } = useQuery(organizationQuery(id));
  return organization ? <General key={id} organization={organization} /> : null;
}

function General({ organization }: { readonly organization: Organization }) {
  const { id, name, abilities, is_default } = organization;
  const [deleting, setDeleting] = useState(false);
  return (
    <Stack gap="lg">
      {abilities.includes('update') && (
        <SettingsSection title="Name">
          <RenameForm
            key={name}
            name={name}
            rename={async (name) => {
              await api.updateOrganization({ params: { id }, body: { name } });
              await askAgain('organization');
            }}
          />
        </SettingsSection>
      )}
      <IdSection what="organization" id={id} />
      {is_default ? (
        <SettingsSection
          title="Delete"
          about="This organization holds the default project, so it stays."
        />
      ) : (
        abilities.includes('delete') && (
          <SettingsSection title="Delete">
            <SettingsAct
              label="Delete organization…"
              about="With all its projects, envs, roles and service accounts. What would go is listed first."
              isDangerous
              onAct={() => setDeleting(true)}
            />
          </SettingsSection>
        )
      )}
      {deleting && (
        <DeleteOrganization organization={organization} onClose={() => setDeleting(false)} />
      )}
    </Stack>
  );
}
