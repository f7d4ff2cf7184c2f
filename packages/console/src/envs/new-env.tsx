import { Button, Checkbox, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconFolder } from '@tabler/icons-react';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { projectsQuery } from '../queries/projects.ts';
import { nameErrors, nameMissing } from '../tree/name-errors.ts';
import { addsNewPeople } from './env-words.ts';

interface Props {
  /** Where it is to be; to be chosen without it. */
  readonly project?: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** Makes an env in a project, and leads to it. */
export function NewEnv({ project, onClose }: Props) {
  const navigate = useNavigate();
  const form = useForm({
    initialValues: {
      name: '',
      auto_add_new_users: false,
      project_id: project?.id as string | undefined,
    },
    validate: {
      name: nameMissing,
      project_id: (id) => (id ? null : 'Choose the project it belongs to.'),
    },
  });
  const creating = useMutation({
    mutationFn: (body: typeof form.values) => api.createEnv({ body }),
    onSuccess: async ({ id }) => {
      void askAgain('env');
      await navigate({ to: '/envs/$id', params: { id } });
      onClose();
    },
    onError: (error) => form.setErrors(nameErrors(error)),
  });
  return (
    <Dialog onClose={onClose} title={project ? `New env in ${project.name}` : 'New env'}>
      <form onSubmit={form.onSubmit((values) => creating.mutate(values))} noValidate>
        <Stack>
          <Text size="sm" c="dimmed">
            An env is where things run: production, staging, a region. Who may do what is granted
            for each by itself.
          </Text>
          {!project && (
            <ProjectField
              error={form.errors['project_id'] as string | undefined}
              onChange={(id) => form.setFieldValue('project_id', id)}
            />
          )}
          <TextInput
            label="Name"
            required
            maxLength={100}
            {...(project && { 'data-autofocus': true })}
            {...form.getInputProps('name')}
          />
          <Checkbox
            label={addsNewPeople.label}
            description={addsNewPeople.description}
            {...form.getInputProps('auto_add_new_users', { type: 'checkbox' })}
          />
          {creating.error && Object.keys(form.errors).length === 0 && (
            <ErrorPanel error={creating.error} />
          )}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit" loading={creating.isPending}>
              Create env
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface FieldProps {
  readonly error: string | undefined;
  readonly onChange: (id: string | undefined) => void;
}

/** Looks up the projects in which the reader may make envs. */
function ProjectField({ error, onChange }: FieldProps) {
  const [search, look] = useLookUp();
  const [chosen, setChosen] = useState<{ readonly value: string; readonly label: string }>();
  const projects = useQuery(projectsQuery({ name: search, per_page: 50 }));
  const found = (projects.data?.items ?? [])
    .filter(({ abilities }) => abilities.includes('create_env'))
    .map(({ id, name, organization }) => ({
      value: id as string,
      label: name,
      detail: organization.name,
      icon: IconFolder,
    }));
  const choose = (id: string | undefined) => {
    setChosen(found.find((one) => one.value === id));
    onChange(id);
  };
  return (
    <LookedUpSelect
      label="Project"
      required
      autoFocus
      error={error}
      value={chosen}
      onChange={choose}
      found={found}
      isLooking={projects.isFetching}
      nothing="You may make envs in no project of that name."
      onSearch={look}
    />
  );
}
