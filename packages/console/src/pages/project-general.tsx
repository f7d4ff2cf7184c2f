import type { Project } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteProject } from '../projects/delete-project.tsx';
import { MoveProject } from '../projects/move-project.tsx';
import { projectQuery } from '../queries/projects.ts';
import { DeleteSection } from '../tree/delete-section.tsx';
import { IdSection } from '../tree/id-section.tsx';
import { NameSection } from '../tree/name-section.tsx';
import { SettingsAct, SettingsSection } from '../tree/settings-section.tsx';

const route = getRouteApi('/signed-in/projects/$id/settings/general');

/** A project's name, its organization, and its end. The frame around it has it loaded. */
export function ProjectGeneral() {
  const { id } = route.useParams();
  const { data: project } = useQuery(projectQuery(id));
  return project ? <General key={id} project={project} /> : null;
}

function General({ project }: { readonly project: Project }) {
  const { id, abilities, is_default } = project;
  const [asking, setAsking] = useState<'move' | 'delete'>();
  const onClose = () => setAsking(undefined);
  return (
    <Stack gap="lg">
      <NameSection
        row={project}
        rename={async (name) => {
          await api.updateProject({ params: { id }, body: { name } });
          await askAgain('project');
        }}
      />
      <IdSection what="project" id={id} />
      {abilities.includes('move') && (
        <SettingsSection title="Move">
          <SettingsAct
            label="Move to another organization…"
            about={`It belongs to ${project.organization.name}. Its envs and its own service accounts go with it; who gains and loses access is listed first.`}
            onAct={() => setAsking('move')}
          />
        </SettingsSection>
      )}
      <DeleteSection
        what="project"
        abilities={abilities}
        stays={
          is_default
            ? 'Envs that are made without naming a project go here, so this project stays.'
            : undefined
        }
        goesWith="With all its envs, roles and service accounts."
        onDelete={() => setAsking('delete')}
      />
      {asking === 'move' && <MoveProject project={project} onClose={onClose} />}
      {asking === 'delete' && <DeleteProject project={project} onClose={onClose} />}
    </Stack>
  );
}
