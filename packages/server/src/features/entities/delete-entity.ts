import { endpoints } from '@keywright/contract';
import { announceChange } from '../../audit/write-audit-event.ts';
import { holdersOn } from '../../plane/tree/queries.ts';
import { changeOperation } from '../../request/operation.ts';
import { auditPlace, auditTarget } from './audit-entity.ts';
import { entityTarget, refuseMissingOperation } from './entity-target.ts';
import type { EntityNeeds } from './handed-in.ts';
import { countGrantsOn, countScopesOn, type EntityRow } from './queries.ts';

/** Beyond so many holders of lost grants, the others learn of it when their pages next look. */
const mostTold = 1000;

export const deleteEntityOperation = ({ lockPath, deleteNode }: EntityNeeds) =>
  changeOperation<typeof endpoints.deleteEntity, EntityRow>(endpoints.deleteEntity, {
    async target(tx, { params }) {
      await lockPath(tx, params.id, 1);
      return entityTarget(tx, params.id, 'delete');
    },
    async preview(tx, _asked, row) {
      await refuseMissingOperation(tx, row.type, 'delete');
      return {
        dry_run: true,
        grants: await countGrantsOn(tx, row.id),
        scopes: await countScopesOn(tx, row.id),
      };
    },
    async run(tx, _asked, row) {
      await refuseMissingOperation(tx, row.type, 'delete');
      // Before anything goes: what hangs on the node goes with it, unseen.
      const grants = await countGrantsOn(tx, row.id);
      const scopes = await countScopesOn(tx, row.id);
      const holders = await holdersOn(tx, row.id, mostTold);
      await deleteNode(tx, row.id);
      for (const holder of holders) announceChange(tx, 'grant', row.id, holder);
      return {
        output: undefined,
        audit: {
          action: 'entity.delete',
          target: auditTarget(row),
          details: { ...auditPlace(row), grants, scopes },
        },
      };
    },
  });
