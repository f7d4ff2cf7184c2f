import { randomUUIDv7 } from 'node:crypto';
import {
  endpoints,
  type ProjectId,
  permissionOf,
  type ResourceId,
  type ResourceType,
} from '@keywright/contract';
import { isOfEntities, knownTypes } from '../../plane/entity-types/known-types.ts';
import { below } from '../../plane/tree/node.ts';
import { changeOperation } from '../../request/operation.ts';
import { invalidField } from '../../request/problem.ts';
import type { Tx } from '../../storage/storage.ts';
import { auditPlace, auditTarget } from './audit-entity.ts';
import { refuseMissingOperation } from './entity-target.ts';
import type { EntityNeeds } from './handed-in.ts';
import { presentOne } from './present-entity.ts';
import { insertEntity } from './queries.ts';

type Type = Exclude<ResourceType, 'site'>;

export const createEntityOperation = ({ plane, lockPath, addNode }: EntityNeeds) =>
  changeOperation(endpoints.createEntity, {
    async target(tx, { body }) {
      const type = await heldType(tx, body.type);
      const parent = await lockPath(tx, body.project_id, 0);
      if (parent?.type !== 'project') return undefined;
      return {
        row: { type, parent },
        resource: below(parent, type),
        permission: permissionOf(type, 'create'),
        visible: 'project.read',
      };
    },
    async run(tx, { body, caller, now }, { type, parent }) {
      await refuseMissingOperation(tx, type, 'create');
      const id = randomUUIDv7() as ResourceId;
      const { name, metadata = {} } = body;
      await addNode(tx, {
        id,
        type,
        name,
        parentId: parent.id,
        organizationId: parent.organization_id,
        projectId: parent.id as ProjectId,
        envId: null,
        createdAt: now,
      });
      await insertEntity(tx, id, { metadata: JSON.stringify(metadata), updatedAt: now });
      const place = { type, project_id: parent.id, project_name: parent.name };
      return {
        output: await presentOne(tx, { plane, caller }, id),
        audit: {
          action: 'entity.create',
          target: auditTarget({ id, name }),
          details: auditPlace(place),
        },
      };
    },
  });

/** Everybody may know which types there are, so an unknown one is said before anything else is looked at. */
async function heldType(tx: Tx, type: string): Promise<Type> {
  if (isOfEntities(type) && (await knownTypes(tx, [type])).has(type)) return type as Type;
  throw invalidField(
    'type',
    'There is no such type of entities. GET /api/v2/entity-types lists them.',
  );
}
