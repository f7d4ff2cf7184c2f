import { endpoints } from '@keywright/contract';
import { changed } from '../../../audit/changed.ts';
import type { Plane } from '../../../plane/plane.ts';
import { changeOperation, unchanged } from '../../../request/operation.ts';
import { auditTarget } from '../audit-details.ts';
import { rename, renameTarget } from '../rename-node.ts';
import { deploymentKinds, presentOne } from '../shown.ts';
import { seesKinds } from './read-kinds.ts';

export const updateDeploymentKindOperation = (plane: Plane) =>
  changeOperation(endpoints.updateDeploymentKind, {
    async target(tx, { params, caller, now }) {
      const target = await renameTarget(deploymentKinds, tx, params.id);
      return target && { ...target, visible: await seesKinds(tx, caller, now) };
    },
    async run(tx, { body, caller }, row) {
      const isRenamed = await rename(tx, 'deployment_kind', row, body.name);
      const output = await presentOne(deploymentKinds, tx, { plane, caller, id: row.id });
      if (!isRenamed) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'deployment_kind.update',
          target: auditTarget('deployment_kind', output),
          details: changed('name', row.name, output.name),
        },
      };
    },
  });
