import { randomUUIDv7 } from 'node:crypto';
import { defaultProjectId, type EnvId, endpoints } from '@keywright/contract';
import type { Plane } from '../../plane/plane.ts';
import { below } from '../../plane/tree/node.ts';
import { changeOperation } from '../../request/operation.ts';
import { auditTarget, placed } from './audit-details.ts';
import { refuseLettingIn } from './auto-add.ts';
import { lockPath } from './lock-path.ts';
import { addNode } from './name-taken.ts';
import { insertEnvSettings } from './queries.ts';
import { envs, presentOne } from './shown.ts';

export const createEnvOperation = (plane: Plane) =>
  changeOperation(endpoints.createEnv, {
    async target(tx, { body }) {
      const parent = await lockPath(tx, body.project_id ?? defaultProjectId, 0);
      if (parent?.type !== 'project') return undefined;
      return { row: parent, resource: below(parent, 'env'), visible: 'project.read' };
    },
    async run(tx, { body, caller, now }, parent) {
      const id = randomUUIDv7() as EnvId;
      const { name, auto_add_new_users = false } = body;
      if (auto_add_new_users) await refuseLettingIn(plane, tx, caller, below(parent, 'env'));
      await addNode(tx, {
        id,
        type: 'env',
        name,
        parentId: parent.id,
        organizationId: parent.organization_id,
        projectId: parent.id,
        envId: id,
        createdAt: now,
      });
      await insertEnvSettings(tx, id, {
        nodeSelector: 'null',
        tolerations: 'null',
        autoAddNewUsers: auto_add_new_users,
      });
      return {
        output: await presentOne(envs, tx, { plane, caller, id }),
        audit: {
          action: 'env.create',
          target: auditTarget('env', { id, name }),
          details: { ...placed(parent), auto_add_new_users },
        },
      };
    },
  });
