import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { organizationQuery } from '../queries/organizations.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsFrame } from '../tree/settings-frame.tsx';
import { stepTo, useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/organizations/$id/settings');

/** The frame of an organization's settings. */
export function OrganizationSettings() {
  const { id } = route.useParams();
  const organization = useQuery(organizationQuery(id));
  const trail = useTrail(undefined);
  return (
    <OneResource query={organization} what="Settings" trail={trail}>
      {(row) => (
        <SettingsFrame
          key={id}
          type="organization"
          row={row}
          trail={[...trail, stepTo('organization', row)]}
        />
      )}
    </OneResource>
  );
}
