import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { DialogForm } from '../parts/dialog-form.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { OperationRows } from './operation-rows.tsx';
import { type TypeDraft, typeErrors, typeMissing } from './type-draft.ts';

interface Props {
  readonly start: TypeDraft;
  /** The word by which programs name it never changes. */
  readonly isRegistered: boolean;
  /** The verb on the button. */
  readonly confirm: string;
  readonly isPending: boolean;
  readonly error: unknown;
  readonly onSubmit: (draft: TypeDraft) => void;
  readonly onClose: () => void;
}

/** What a registered type is called, what it is for, and its operations. */
export function TypeForm(props: Props) {
  const { start, isRegistered, confirm, isPending, error, onSubmit, onClose } = props;
  const [draft, setDraft] = useState(start);
  const [missing, setMissing] = useState<Record<string, string>>({});
  const said = typeErrors(error);
  const errors = { ...said, ...missing };
  const set = (change: Partial<TypeDraft>) => setDraft({ ...draft, ...change });
  const submit = () => {
    const lacks = typeMissing(draft);
    setMissing(lacks);
    if (Object.keys(lacks).length === 0) onSubmit(draft);
  };
  return (
    <DialogForm confirm={confirm} isPending={isPending} onSubmit={submit} onClose={onClose}>
      {!isRegistered && (
        <TextInput
          label="Type"
          description="How programs name it, such as device. It never changes."
          required
          maxLength={39}
          data-autofocus
          value={draft.type}
          error={errors['type']}
          onChange={({ currentTarget }) => set({ type: currentTarget.value })}
        />
      )}
      <TextInput
        label="Title"
        description="What people read for one of them, such as Device."
        required
        maxLength={100}
        {...(isRegistered && { 'data-autofocus': true })}
        value={draft.title}
        error={errors['title']}
        onChange={({ currentTarget }) => set({ title: currentTarget.value })}
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
      <OperationRows
        value={draft.operations}
        errors={errors}
        onChange={(operations) => {
          // What was wrong was named by its place, which this may have moved.
          setMissing({});
          set({ operations });
        }}
      />
      {error !== null && Object.keys(said).length === 0 && <ErrorPanel error={error} />}
    </DialogForm>
  );
}
