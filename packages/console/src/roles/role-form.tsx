import { Button, Group, Stack, Textarea, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { PermissionEditor } from './permission-editor.tsx';

export interface RoleDraft {
  readonly name: string;
  readonly description: string;
  readonly permissions: ReadonlySet<string>;
}

interface Props {
  readonly start: RoleDraft;
  /** The verb on the button. */
  readonly confirm: string;
  readonly isPending: boolean;
  /** What the server said, by field. */
  readonly errors: Readonly<Record<string, string>>;
  /** What it said of no field. */
  readonly failure: ReactNode;
  readonly onSubmit: (draft: RoleDraft) => void;
  readonly onCancel: () => void;
}

/** A role's name, what it is for, and its permissions. */
export function RoleForm(props: Props) {
  const { start, confirm, isPending, failure, onSubmit, onCancel } = props;
  const [draft, setDraft] = useState(start);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const errors = { ...props.errors, ...missing };
  const set = (change: Partial<RoleDraft>) => setDraft({ ...draft, ...change });
  const submit = () => {
    const lacks = missingIn(draft);
    setMissing(lacks);
    if (Object.keys(lacks).length === 0) onSubmit(draft);
  };
  return (
    <form
      noValidate
      autoComplete="off"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <Stack>
        <TextInput
          label="Name"
          description="What its holders do: “Deployer”, “Dashboard reader”."
          required
          maxLength={100}
          data-autofocus
          value={draft.name}
          error={errors['name']}
          onChange={({ currentTarget }) => set({ name: currentTarget.value })}
        />
        <Textarea
          label="Description (optional)"
          autosize
          minRows={1}
          maxRows={4}
          maxLength={500}
          value={draft.description}
          error={errors['description']}
          onChange={({ currentTarget }) => set({ description: currentTarget.value })}
        />
        <PermissionEditor
          value={draft.permissions}
          error={errors['permissions']}
          onChange={(permissions) => set({ permissions })}
        />
        {failure}
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={isPending}>
            {confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

function missingIn({ name, permissions }: RoleDraft): Record<string, string> {
  return {
    ...(!name.trim() && { name: 'Give it a name.' }),
    ...(permissions.size === 0 && { permissions: 'Choose at least one permission.' }),
  };
}
