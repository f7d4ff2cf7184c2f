import type { Organization } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteOrganization } from '../organizations/delete-organization.tsx';
import { organizationQuery } from '../queries/organizations.ts';
import { DeleteSection } from '../tree/delete-section.tsx';
import { IdSection } from '../tree/id-section.tsx';
import { NameSection } from '../tree/name-section.tsx';

const route = getRouteApi('/signed-in/organizations/$id/settings/general');

/** An organization's name, and its end. The frame around it has it loaded. */
export function OrganizationGeneral() {
  const { id } = route.useParams();
  const { data: organization } = useQuery(organizationQuery(id));
  return organization ? <General key={id} organization={organization} /> : null;
}

function General({ organization }: { readonly organization: Organization }) {
  const { id, abilities, is_default } = organization;
  const [deleting, setDeleting] = useState(false);
  return (
    <Stack gap="lg">
      <NameSection
        row={organization}
        rename={async (name) => {
          await api.updateOrganization({ params: { id }, body: { name } });
          await askAgain('organization');
        }}
      />
      <IdSection what="organization" id={id} />
      <DeleteSection
        what="organization"
        abilities={abilities}
        stays={is_default ? 'This organization holds the default project, so it stays.' : undefined}
        goesWith="With all its projects, envs, roles and service accounts."
        onDelete={() => setDeleting(true)}
      />
      {deleting && (
        <DeleteOrganization organization={organization} onClose={() => setDeleting(false)} />
      )}
    </Stack>
  );
}
