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
import { IdSection } from '../tree/id-section.tsx';
import { RenameForm } from '../tree/rename-form.tsx';
import { SettingsAct, SettingsSection } from '../tree/settings-section.tsx';

const route = getRouteApi('/signed-in/projects/$id/settings/general');

/** A project's name, its organization, and its end. The frame around it has it loaded. */
export function ProjectGeneral() {
  const { id } = route.useParams();
  const { data: project } = useQuery(projectQuery(id));
  return project ? <General key={id} project={project} /> : null;
}

function General({ project }: { readonly project: Project }) {
  const { id, name, abilities, is_default } = project;
  const [asking, setAsking] = useState<'move' | 'delete'>();
  const onClose = () => setAsking(undefined);
  return (
    <Stack gap="lg">
      {abilities.includes('update') && (
        <SettingsSection title="Name">
          <RenameForm
            key={name}
            name={name}
            rename={async (name) => {
              await api.updateProject({ params: { id }, body: { name } });
              await askAgain('project');
            }}
          />
        </SettingsSection>
      )}
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
      {is_default ? (
        <SettingsSection
          title="Delete"
          about="Envs that are made without naming a project go here, so this project stays."
        />
      ) : (
        abilities.includes('delete') && (
          <SettingsSection title="Delete">
            <SettingsAct
              label="Delete project…"
              about="With all its envs, roles and service accounts. What would go is listed first."
              isDangerous
              onAct={() => setAsking('delete')}
            />
          </SettingsSection>
        )
      )}
      {asking === 'move' && <MoveProject project={project} onClose={onClose} />}
      {asking === 'delete' && <DeleteProject project={project} onClose={onClose} />}
    </Stack>
  );
}
