import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { notify } from '../parts/notify.ts';
import type { RegisteredEntityType } from './registered-type.ts';
import { draftOf, operationsSent, type TypeDraft } from './type-draft.ts';
import { TypeForm } from './type-form.tsx';

interface Props {
  readonly type: RegisteredEntityType;
  readonly onClose: () => void;
}

/** Changes what a registered type is called and what can be done to it. */
export function EditType({ type, onClose }: Props) {
  const saving = useMutation({
    mutationFn: (draft: TypeDraft) =>
      api.updateEntityType({
        params: { id: type.id },
        body: {
          title: draft.title,
          description: draft.description,
          operations: operationsSent(draft),
        },
      }),
    onSuccess: async ({ title }) => {
      await askAgain('entity_type');
      notify({ color: 'green', message: `${title} is saved.` });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title={`Edit ${type.title}`} size="xl">
      <TypeForm
        start={draftOf(type)}
        isRegistered
        confirm="Save type"
        isPending={saving.isPending}
        error={saving.error}
        onSubmit={(draft) => saving.mutate(draft)}
        onClose={onClose}
      />
    </Dialog>
  );
}
