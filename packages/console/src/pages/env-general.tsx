import type { Env } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { DeleteEnv } from '../envs/delete-env.tsx';
import { EnvForm } from '../envs/env-form.tsx';
import { envQuery } from '../queries/envs.ts';
import { DeleteSection } from '../tree/delete-section.tsx';
import { IdSection } from '../tree/id-section.tsx';
import { SettingsSection } from '../tree/settings-section.tsx';

const route = getRouteApi('/signed-in/envs/$id/settings/general');

/** An env's name and settings, and its end. The frame around it has it loaded. */
export function EnvGeneral() {
  const { id } = route.useParams();
  const { data: env } = useQuery(envQuery(id));
  return env ? <General key={id} env={env} /> : null;
}

function General({ env }: { readonly env: Env }) {
  const [deleting, setDeleting] = useState(false);
  const { id, abilities } = env;
  return (
    <Stack gap="lg">
      {abilities.includes('update') && (
        <SettingsSection title="Settings">
          <EnvForm env={env} />
        </SettingsSection>
      )}
      <IdSection what="env" id={id} />
      <DeleteSection
        what="env"
        abilities={abilities}
        goesWith="With all in it, and everybody’s access to it."
        onDelete={() => setDeleting(true)}
      />
      {deleting && <DeleteEnv env={env} onClose={() => setDeleting(false)} />}
    </Stack>
  );
}
