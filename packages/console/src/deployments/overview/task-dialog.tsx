import { useMutation } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { Dialog } from '../../parts/dialog.tsx';
import { DialogForm } from '../../parts/dialog-form.tsx';
import { ErrorPanel } from '../../parts/error-panel.tsx';
import { fieldErrors } from '../../parts/field-errors.ts';
import { notify } from '../../parts/notify.ts';
import { now, type When, WhenField, whenSent } from '../when.tsx';

interface Props {
  readonly title: string;
  readonly confirm: string;
  readonly isDangerous?: boolean;
  readonly ask: (when: When) => Promise<void>;
  /** Whether what else is to be entered is complete; says itself what is missing. */
  readonly isComplete?: () => boolean;
  /** Whether an error is said at a field of what is inside. */
  readonly saysItself?: (error: unknown) => boolean;
  readonly onClose: () => void;
  readonly children: (error: unknown) => ReactNode;
}

/** Asks before something is done to a deployment, and when it is to be done. */
export function TaskDialog(props: Props) {
  const { title, confirm, isDangerous = false, ask, isComplete, saysItself, onClose } = props;
  const [when, setWhen] = useState(now);
  const [isTimeMissing, setTimeMissing] = useState(false);
  const asking = useMutation({
    mutationFn: ask,
    onSuccess: () => {
      const message = when.isLater ? 'The task is scheduled.' : 'The task is on its way.';
      notify({ message, color: 'green' });
      onClose();
    },
  });
  const { error } = asking;
  const timeError = fieldErrors(error)['execute_at'];
  const submit = () => {
    const lacksTime = whenSent(when) === undefined;
    setTimeMissing(lacksTime);
    const isReady = isComplete?.() ?? true;
    if (isReady && !lacksTime) asking.mutate(when);
  };
  return (
    <Dialog onClose={onClose} title={title}>
      <DialogForm
        confirm={confirm}
        isPending={asking.isPending}
        isDangerous={isDangerous}
        onSubmit={submit}
        onClose={onClose}
      >
        {props.children(error)}
        <WhenField
          value={when}
          error={isTimeMissing ? 'Choose a time.' : timeError}
          onChange={setWhen}
        />
        {error && !timeError && !saysItself?.(error) && <ErrorPanel error={error} />}
      </DialogForm>
    </Dialog>
  );
}
