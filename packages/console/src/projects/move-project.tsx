import type { MoveEffect, Project } from '@keywright/sdk';
import { Skeleton, Text } from '@mantine/core';
import { IconBuilding } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { ConfirmDialog } from '../parts/confirm-dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { organizationsQuery } from '../queries/organizations.ts';
import { MoveEffects } from './move-effects.tsx';

interface Props {
  readonly project: Project;
  readonly onClose: () => void;
}

interface Chosen {
  readonly value: string;
  readonly label: string;
}

/** Asks where to, says who gains and who loses by it, and moves. */
export function MoveProject({ project, onClose }: Props) {
  const [to, setTo] = useState<Chosen>();
  const params = { id: project.id };
  const effect = useQuery({
    queryKey: ['move', project.id, to?.value],
    queryFn: async ({ signal }): Promise<MoveEffect | null> => {
      const body = { organization_id: to?.value ?? '' };
      const found = await api.moveProject({ params, body, query: { dry_run: true }, signal });
      return 'dry_run' in found ? found : null;
    },
    enabled: to !== undefined,
    staleTime: 0,
    gcTime: 0,
  });
  const isLosing = (effect.data?.lost_grants.count ?? 0) > 0;
  return (
    <ConfirmDialog
      title={`Move “${project.name}” to another organization`}
      confirm="Move project"
      done={`“${project.name}” now belongs to ${to?.label}.`}
      isDangerous={isLosing}
      // What is granted elsewhere does not come back by moving the project back.
      nameToType={isLosing ? project.name : undefined}
      isWaiting={!effect.data}
      act={async () => {
        await api.moveProject({ params, body: { organization_id: to?.value ?? '' } });
        await askAgain('project');
      }}
      onClose={onClose}
    >
      <OrganizationField project={project} chosen={to} onChange={setTo} />
      {effect.data ? (
        <MoveEffects effect={effect.data} />
      ) : effect.error ? (
        <ErrorPanel error={effect.error} onRetry={() => void effect.refetch()} />
      ) : to ? (
        <Skeleton height={96} role="status" aria-label="Loading" />
      ) : (
        <Text size="sm" c="dimmed">
          Nothing is moved before you have seen who gains and who loses by it.
        </Text>
      )}
    </ConfirmDialog>
  );
}

interface FieldProps {
  readonly project: Project;
  readonly chosen: Chosen | undefined;
  readonly onChange: (chosen: Chosen | undefined) => void;
}

/** Looks up the other organizations in which the reader may make projects. */
function OrganizationField({ project, chosen, onChange }: FieldProps) {
  const [search, look] = useLookUp();
  const organizations = useQuery(organizationsQuery({ name: search, per_page: 50 }));
  const found = (organizations.data?.items ?? [])
    .filter(({ id, abilities }) => {
      return id !== project.organization.id && abilities.includes('create_project');
    })
    .map(({ id, name }) => ({ value: id as string, label: name, icon: IconBuilding }));
  return (
    <LookedUpSelect
      label="To the organization"
      description="Those in which you may make projects."
      autoFocus
      value={chosen}
      onChange={(id) => onChange(found.find((one) => one.value === id))}
      found={found}
      isLooking={organizations.isFetching}
      nothing="You may make projects in no other organization of that name."
      onSearch={look}
    />
  );
}
