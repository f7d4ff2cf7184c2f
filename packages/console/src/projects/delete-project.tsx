import type { Project } from '@keywright/sdk';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteDialog } from '../tree/delete-dialog.tsx';

interface Props {
  readonly project: Project;
  readonly onClose: () => void;
}

export function DeleteProject({ project, onClose }: Props) {
  const navigate = useNavigate();
  const params = { id: project.id };
  return (
    <DeleteDialog
      what="project"
      row={project}
      preview={(signal) => api.deleteProject({ params, query: { dry_run: true }, signal })}
      act={async () => {
        await api.deleteProject({ params });
        await navigate({ to: '/organizations', replace: true });
        void askAgain('project');
      }}
      onClose={onClose}
    />
  );
}
