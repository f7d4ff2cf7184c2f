import { z } from 'zod';
import { anyId } from './ids.ts';

/** Whose it is, by the name they had then. */
export const owned = { owner_id: anyId, owner_name: z.string() };
export const changed = <T extends z.ZodType>(of: T) => z.object({ from: of, to: of }).optional();

/** One thing that the record can say: to which kind of target, and its details. */
export const action = <A extends string, T extends TargetKind, D extends z.ZodType>(
  name: A,
  target: T,
  details: D,
) =>
  z.object({
    action: z.literal(name),
    target: z.object({ kind: z.literal(target), id: anyId, name: z.string() }),
    details,
  });

type TargetKind =
  | 'user'
  | 'user_token'
  | 'session'
  | 'site'
  | 'organization'
  | 'project'
  | 'env'
  | 'deployment_kind'
  | 'role'
  | 'grant'
  | 'service_account'
  | 'service_account_token'
  | 'deployment'
  | 'deployment_task'
  | 'deployment_webhook'
  | 'k8s_cluster'
  | 'helm_chart'
  | 'token_policy'
  | 'entity_type'
  | 'entity';

/** Where in the tree it happened, by the names it had then: `Acme / Shop / production`. */
export const placed = { parent_id: anyId, parent_name: z.string() };
