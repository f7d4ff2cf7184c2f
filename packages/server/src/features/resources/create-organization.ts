import { randomUUIDv7 } from 'node:crypto';
import { type AuditChange, endpoints, type OrganizationId, siteId } from '@keywright/contract';
import { onSite } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { UserPrincipal } from '../../plane/principal.ts';
import { changeOperation } from '../../request/operation.ts';
import type { Tx } from '../../storage/storage.ts';
import { auditTarget } from './audit-details.ts';
import { addNode } from './name-taken.ts';
import { organizations, presentOne } from './shown.ts';

/** Grants a person the role Admin on an organization that was just made. */
export type MakeFirstAdmin = (
  tx: Tx,
  organizationId: OrganizationId,
  user: UserPrincipal,
  now: number,
) => Promise<AuditChange>;

/** Whoever makes it becomes its first Admin; a service account does not: it would hold more than it was given. */
export const createOrganizationOperation = (plane: Plane, makeFirstAdmin: MakeFirstAdmin) =>
  changeOperation(endpoints.createOrganization, {
    target: async () => ({
      row: undefined,
      resource: onSite('organization', null),
      visible: true,
    }),
    async run(tx, { body, caller, now }) {
      const id = randomUUIDv7() as OrganizationId;
      const { name } = body;
      await addNode(tx, {
        id,
        type: 'organization',
        name,
        parentId: siteId,
        organizationId: id,
        projectId: null,
        envId: null,
        createdAt: now,
      });
      const made: AuditChange = {
        action: 'organization.create',
        target: auditTarget('organization', { id, name }),
        details: {},
      };
      const { principal } = caller;
      const granted =
        principal.kind === 'user' ? [await makeFirstAdmin(tx, id, principal, now)] : [];
      return {
        output: await presentOne(organizations, tx, { plane, caller, id }),
        audit: [made, ...granted],
      };
    },
  });
