import type { Env } from '@keywright/sdk';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteDialog } from '../tree/delete-dialog.tsx';

interface Props {
  readonly env: Env;
  readonly onClose: () => void;
}

export function DeleteEnv({ env, onClose }: Props) {
  const navigate = useNavigate();
  const params = { id: env.id };
  return (
    <DeleteDialog
      what="env"
      row={env}
      preview={(signal) => api.deleteEnv({ params, query: { dry_run: true }, signal })}
      act={async () => {
        await api.deleteEnv({ params });
        await navigate({ to: '/envs', replace: true });
        void askAgain('env');
      }}
      onClose={onClose}
    />
  );
}
