import { z } from 'zod';
import { auditActions, auditActorKinds, auditEvent, credentialKinds } from './audit-events.ts';
import { anyId } from './ids.ts';
import { pageOfItems, paging } from './paging.ts';
import { timeInput } from './text.ts';

export const auditEventPage = pageOfItems(auditEvent);

export const auditEventFilters = z.object({
  ...paging,
  actor_kind: z.enum(auditActorKinds).optional(),
  actor_id: anyId.optional().describe('Whoever did it.'),
  credential_kind: z.enum(credentialKinds).optional(),
  credential_id: anyId.optional().describe('The session or token the actor came with.'),
  action: z.enum(auditActions).optional(),
  target_id: anyId.optional().describe('Whatever it was done to.'),
  since: timeInput.optional().describe('At this time or later.'),
  until: timeInput.optional().describe('Before this time.'),
});
