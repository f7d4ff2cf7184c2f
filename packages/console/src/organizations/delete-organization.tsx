import type { Organization } from '@keywright/sdk';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { DeleteDialog } from '../tree/delete-dialog.tsx';

interface Props {
  readonly organization: Organization;
  readonly onClose: () => void;
}

export function DeleteOrganization({ organization, onClose }: Props) {
  const navigate = useNavigate();
  const params = { id: organization.id };
  return (
    <DeleteDialog
      what="organization"
      row={organization}
      preview={(signal) => api.deleteOrganization({ params, query: { dry_run: true }, signal })}
      act={async () => {
        await api.deleteOrganization({ params });
        await navigate({ to: '/organizations', replace: true });
        void askAgain('organization');
      }}
      onClose={onClose}
    />
  );
}
