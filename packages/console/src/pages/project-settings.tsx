import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { projectQuery } from '../queries/projects.ts';
import { OneResource } from '../tree/one-resource.tsx';
import { SettingsFrame } from '../tree/settings-frame.tsx';
import { stepTo, useTrail } from '../tree/trail.ts';

const route = getRouteApi('/signed-in/projects/$id/settings');

/** The frame of a project's settings. */
export function ProjectSettings() {
  const { id } = route.useParams();
  const project = useQuery(projectQuery(id));
  const trail = useTrail(project.data);
  return (
    <OneResource query={project} what="Settings" trail={trail}>
      {(row) => (
        <SettingsFrame
          key={id}
          type="project"
          row={row}
          trail={[...trail, stepTo('project', row)]}
        />
      )}
    </OneResource>
  );
}
