import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { envQuery } from '../queries/envs.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsFrame } from '../tree/settings-frame.tsx';
import { stepTo, useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/envs/$id/settings');

/** The frame of an env's settings. */
export function EnvSettings() {
  const { id } = route.useParams();
  const env = useQuery(envQuery(id));
  const trail = useTrail(env.data);
  return (
    <OneResource query={env} what="Settings" trail={trail}>
      {(row) => (
        <SettingsFrame key={id} type="env" row={row} trail={[...trail, stepTo('env', row)]} />
      )}
    </OneResource>
  );
}
