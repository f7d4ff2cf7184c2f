import { endpoints } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import { auditPlace, auditTarget } from './audit-entity.ts';
import { entityTarget, refuseMissingOperation } from './entity-target.ts';
import type { EntityNeeds } from './handed-in.ts';
import { presentOne } from './present-entity.ts';
import { setEntity } from './queries.ts';

export const updateEntityOperation = ({ plane, lockPath, renameNode }: EntityNeeds) =>
  changeOperation(endpoints.updateEntity, {
    async target(tx, { params, body }) {
      // Another name is to stay free until it is taken: with the project, nobody else takes one there.
      await lockPath(tx, params.id, body.name === undefined ? 1 : 2);
      return entityTarget(tx, params.id, 'update');
    },
    async run(tx, { body, caller, now }, row) {
      await refuseMissingOperation(tx, row.type, 'update');
      const isRenamed = body.name !== undefined && (await renameNode(tx, row, body.name));
      const metadata = body.metadata === undefined ? row.metadata : JSON.stringify(body.metadata);
      const isOther = metadata !== row.metadata;
      if (isRenamed || isOther) await setEntity(tx, row.id, { metadata, updatedAt: now });
      const output = await presentOne(tx, { plane, caller }, row.id);
      if (!isRenamed && !isOther) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'entity.update',
          target: auditTarget(output),
          details: {
            ...auditPlace(row),
            ...changed('name', row.name, output.name),
            ...(isOther && { metadata: true }),
          },
        },
      };
    },
  });
