import type { Deployment } from '@keywright/sdk';
import { late } from '../parts/late.tsx';
import type { DeploymentAct } from './deployment-acts.ts';

const EditDeployment = late(() =>
  import('./edit-deployment.tsx').then((file) => file.EditDeployment),
);
const MoveDeployment = late(() =>
  import('./move-deployment.tsx').then((file) => file.MoveDeployment),
);
const switching = () => import('./switch-deployment-dialogs.tsx');
const EnableDeployment = late(() => switching().then((file) => file.EnableDeployment));
const DisableDeployment = late(() => switching().then((file) => file.DisableDeployment));
const DeleteDeployment = late(() =>
  import('./delete-deployment.tsx').then((file) => file.DeleteDeployment),
);

interface Props {
  readonly act: DeploymentAct;
  readonly deployment: Deployment;
  readonly onClose: () => void;
  /** It is no more, and so is its page. */
  readonly onGone: () => void;
}

/** The dialog of an act. */
export function DeploymentDialog({ act, deployment, onClose, onGone }: Props) {
  const props = { deployment, onClose };
  switch (act) {
    case 'edit':
      return <EditDeployment {...props} />;
    case 'move':
      return <MoveDeployment {...props} />;
    case 'enable':
      return <EnableDeployment {...props} />;
    case 'disable':
      return <DisableDeployment {...props} />;
    case 'delete':
      return <DeleteDeployment {...props} onGone={onGone} />;
    default:
      return act satisfies never;
  }
}
