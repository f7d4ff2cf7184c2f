import type { Organization } from '@keywright/sdk';
import { useNavigate } from '@tanstack/react-router';
import { api } from '../api.ts';
import { askAgain } from '../live/ask-again.ts';
import { NameModal } from '../tree/name-modal.tsx';

interface Props {
  readonly organization: Pick<Organization, 'id' | 'name'>;
  readonly onClose: () => void;
}

/** Makes a project in an organization, and leads to it. */
export function NewProject({ organization, onClose }: Props) {
  const navigate = useNavigate();
  const create = async (name: string) => {
    const { id } = await api.createProject({ body: { name, organization_id: organization.id } });
    void askAgain('project');
    await navigate({ to: '/projects/$id', params: { id } });
  };
  return (
    <NameModal
      title={`New project in ${organization.name}`}
      about="A project holds envs, and the service accounts and roles of one piece of work."
      confirm="Create project"
      act={create}
      onClose={onClose}
    />
  );
}
