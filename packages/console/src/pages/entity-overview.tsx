import type { Entity } from '@keywright/sdk';
import { Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { DeleteEntity } from '../entities/delete-entity.tsx';
import { EditEntity } from '../entities/edit-entity.tsx';
import { EntityFacts } from '../entities/entity-facts.tsx';
import { useTypeWord } from '../entities/use-entity-types.ts';
import { CopyableText } from '../parts/copyable-text.tsx';
import { isNothing, jsonText } from '../parts/json-text.ts';
import { entityQuery } from '../queries/entities.ts';
import { useReachable } from '../tree/reachable.ts';
import { SettingsAct, SettingsSection } from '../tree/settings-section.tsx';

const route = getRouteApi('/signed-in/entities/$id/');

/** What an entity is, and what can be changed about it. The frame around it has it loaded. */
export function EntityOverview() {
  const { id } = route.useParams();
  const { data: entity } = useQuery(entityQuery(id));
  return entity ? <Overview key={id} entity={entity} /> : null;
}

function Overview({ entity }: { readonly entity: Entity }) {
  const { abilities, type } = entity;
  const word = useTypeWord()(type).toLowerCase();
  const [deleting, setDeleting] = useState(false);
  const leave = useLeave(entity);
  return (
    <Stack gap="lg">
      <SettingsSection title="About">
        <EntityFacts entity={entity} />
      </SettingsSection>
      {abilities.includes('update') ? (
        <SettingsSection title="Name and metadata">
          <EditEntity entity={entity} />
        </SettingsSection>
      ) : (
        <Metadata entity={entity} />
      )}
      {abilities.includes('delete') && (
        <SettingsSection title="Delete">
          <SettingsAct
            label={`Delete ${word}…`}
            about="With the grants on it and the scopes of tokens that name it."
            isDangerous
            onAct={() => setDeleting(true)}
          />
        </SettingsSection>
      )}
      {deleting && (
        <DeleteEntity entity={entity} onGone={leave} onClose={() => setDeleting(false)} />
      )}
    </Stack>
  );
}

/** For whoever may not change it. */
function Metadata({ entity: { metadata } }: { readonly entity: Entity }) {
  return (
    <SettingsSection title="Metadata">
      {isNothing(metadata) ? (
        <Text size="sm" c="dimmed">
          None is set.
        </Text>
      ) : (
        <CopyableText label="Metadata" text={jsonText(metadata)} hideLabel />
      )}
    </SettingsSection>
  );
}

/** Where its end leads: to the list it stood in. */
function useLeave({ project: { id } }: Entity): () => void {
  const navigate = useNavigate();
  const isReachable = useReachable();
  return () =>
    void navigate(
      isReachable('project', id)
        ? { to: '/projects/$id/entities', params: { id }, replace: true }
        : { to: '/profile/shared', replace: true },
    );
}
