import { IconTopologyStar } from '@tabler/icons-react';
import { EmptyState } from '../parts/empty-state.tsx';

interface Props {
  readonly projectId: string;
  readonly mayCreate: boolean;
}

/** What entities are for, in a project that has none, or none that the reader may list. */
export function NoEntities({ projectId, mayCreate }: Props) {
  return (
    <EmptyState
      icon={IconTopologyStar}
      title={mayCreate ? 'No entity yet' : 'You see no entity here'}
      {...(mayCreate && {
        command: {
          label: 'The same from a shell',
          text: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"type":"channel","name":"telemetry","project_id":"${projectId}"}' ${location.origin}/api/v2/entities`,
        },
      })}
    >
      {mayCreate
        ? 'Channels carry messages, clients send and hear them; groups and dashboards are what you make of them. Each can be shared by itself, and named in the scope of a token. Press “New entity” to make the first.'
        : 'Entities are channels, clients, groups, dashboards and the like. You see those that a role or a share lets you list. Ask an Admin of the project.'}
    </EmptyState>
  );
}
