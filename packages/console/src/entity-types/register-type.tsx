import { useMutation } from '@tanstack/react-query';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { Dialog } from '../parts/dialog.tsx';
import { notify } from '../parts/notify.ts';
import { blankType, operationsSent, type TypeDraft } from './type-draft.ts';
import { TypeForm } from './type-form.tsx';

/** Registers a type of the site’s own platforms. */
export function RegisterType({ onClose }: { readonly onClose: () => void }) {
  const registering = useMutation({
    mutationFn: (draft: TypeDraft) =>
      api.createEntityType({
        body: {
          type: draft.type.trim(),
          title: draft.title,
          description: draft.description,
          operations: operationsSent(draft),
        },
      }),
    onSuccess: async ({ title, type }) => {
      await askAgain('entity_type');
      notify({
        color: 'green',
        message: `${title} is registered. Projects can hold entities of it; tokens, roles and shares can name ${type} and its operations.`,
      });
      onClose();
    },
  });
  return (
    <Dialog onClose={onClose} title="Register an entity type" size="xl">
      <TypeForm
        start={blankType}
        isRegistered={false}
        confirm="Register type"
        isPending={registering.isPending}
        error={registering.error}
        onSubmit={(draft) => registering.mutate(draft)}
        onClose={onClose}
      />
    </Dialog>
  );
}
