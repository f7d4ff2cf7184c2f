import { type BodyOf, endpoints, type Permission, permissionOf } from '@keywright/contract';
import { knownTypes } from '../../../plane/entity-types/known-types.ts';
import { holdNode } from '../../../plane/tree/queries.ts';
import { changeOperation } from '../../../request/operation.ts';
import { invalidField } from '../../../request/problem.ts';
import type { Tx } from '../../../storage/storage.ts';
import { entityTarget, refuseMissingOperation } from '../entity-target.ts';
import type { EntityNeeds } from '../handed-in.ts';
import { presentShare } from './present-share.ts';

type Endpoint = typeof endpoints.shareEntity;

export const shareEntityOperation = ({ grantOn }: EntityNeeds) =>
  changeOperation(endpoints.shareEntity, {
    async target(tx, { params }) {
      await holdNode(tx, params.id);
      return entityTarget(tx, params.id, 'share');
    },
    async run(tx, { body, caller, now }, row) {
      await refuseMissingOperation(tx, row.type, 'share');
      const { grant, audit } = await grantOn(tx, caller, row, {
        principalId: body.principal_id,
        roleId: body.role_id,
        permissions: await sharedPermissions(tx, row.type, body),
        endsAt: body.ends_at ?? null,
        now,
      });
      return { output: presentShare(grant), audit };
    },
  });

/** Of the entity's own type alone: nothing stands below it. Undefined: a role is given, or nothing. */
async function sharedPermissions(
  tx: Tx,
  type: string,
  body: BodyOf<Endpoint>,
): Promise<Permission[] | undefined> {
  const { operations, permissions, role_id } = body;
  if ([operations, permissions, role_id].filter((one) => one !== undefined).length > 1) {
    throw invalidField('operations', 'Give one of role_id, operations and permissions.');
  }
  const has = (await knownTypes(tx, [type])).get(type);
  const unknown = operations?.find((operation) => !has?.has(operation));
  if (unknown !== undefined) {
    throw invalidField('operations', `The entity type ${type} has no operation ${unknown}.`);
  }
  const wanted = operations?.map((one) => permissionOf(type, one)) ?? permissions;
  const foreign = wanted?.find((permission) => !permission.startsWith(`${type}.`));
  if (foreign !== undefined) {
    throw invalidField('permissions', `${foreign} is none of a ${type}, so it would give nothing.`);
  }
  return wanted && [...new Set(wanted)].sort();
}
