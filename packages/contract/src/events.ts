import { z } from 'zod';
import { anyId } from './ids.ts';

/**
 * What a page may be watching. An event says that a row changed, never what it holds: the reader asks again,
 * under its own rights. `resync` means that changes may have been missed: ask again for everything shown.
 */
export const liveEvent = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: anyId }),
  z.object({ kind: z.literal('user_token'), id: anyId }),
  z.object({ kind: z.literal('session'), id: anyId }),
  z.object({ kind: z.literal('audit_event'), id: anyId }),
  z.object({ kind: z.literal('organization'), id: anyId }),
  z.object({ kind: z.literal('project'), id: anyId }),
  z.object({ kind: z.literal('env'), id: anyId }),
  z.object({ kind: z.literal('deployment_kind'), id: anyId }),
  z.object({ kind: z.literal('role'), id: anyId }),
  z.object({ kind: z.literal('grant'), id: anyId }),
  z.object({ kind: z.literal('service_account'), id: anyId }),
  z.object({ kind: z.literal('service_account_token'), id: anyId }),
  z.object({ kind: z.literal('deployment'), id: anyId }),
  z.object({ kind: z.literal('deployment_task'), id: anyId }),
  z.object({ kind: z.literal('deployment_webhook'), id: anyId }),
  z.object({ kind: z.literal('k8s_cluster'), id: anyId }),
  z.object({ kind: z.literal('k8s_resource'), id: anyId }),
  z.object({ kind: z.literal('helm_chart'), id: anyId }),
  z.object({ kind: z.literal('entity'), id: anyId }),
  z.object({ kind: z.literal('entity_type'), id: anyId }),
  z.object({ kind: z.literal('token_policy'), id: anyId }),
  z.object({ kind: z.literal('resync') }),
]);
export type LiveEvent = z.output<typeof liveEvent>;
