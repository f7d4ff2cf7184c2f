import { z } from 'zod';
import { uiSchema } from './ui-schema.ts';

/** Leads out of the deployment’s own paths; written with %2e too, which is a dot to whoever resolves it (WHATWG URL, 4.4). */
const isBeyond = /[\s\\]|(?:\.|%2e){2}/i;

/** Platz's `ChartExtActionV0`: something that can be done to a running deployment, at an address of its own. */
export const chartAction = z.object({
  id: z.string().min(1).max(100),
  title: z.string().max(200),
  description: z.string().max(2000),
  allowed_role: z
    .enum(['Owner', 'Maintainer'])
    .describe('Owner: needs deployment.delete too, which Owner has and Maintainer has not.'),
  allowed_on_statuses: z
    .array(z.string())
    .max(50)
    .optional()
    .describe('Names of its reported status, or of its status; any without it, or empty.'),
  fontawesome_icon: z.string().nullish(),
  dangerous: z.boolean().optional(),
  ui_schema: uiSchema.nullish().describe('What its body holds. Without it: nothing.'),
  endpoint: z.literal('standard_ingress'),
  path: z
    .string()
    .max(500)
    .describe('Below the address of the deployment.')
    .refine((path) => !isBeyond.test(path), { error: 'Must be a plain path.' }),
  method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
});
export type ChartAction = z.output<typeof chartAction>;

/** Platz's `ChartExtActions`, both of its forms. */
const eitherForm = z.union([
  z.object({ schema_version: z.number().int().min(0), actions: z.array(chartAction).max(100) }),
  z
    .array(
      z.object({
        apiVersion: z.literal('platz.io/v1beta1'),
        kind: z.literal('Action'),
        spec: chartAction,
      }),
    )
    .max(100),
]);
export type ChartActions = z.output<typeof eitherForm>;
export const chartActions = eitherForm.refine(
  (actions) => {
    const ids = actionsIn(actions).map(({ id }) => id);
    return new Set(ids).size === ids.length;
  },
  { error: 'Each action has its own id.' },
);

/** The actions themselves, whichever form they came in. */
export function actionsIn(actions: ChartActions | null): readonly ChartAction[] {
  if (actions === null) return [];
  return Array.isArray(actions) ? actions.map(({ spec }) => spec) : actions.actions;
}

/** Platz's `ChartExtFeatures`: kept and shown as it is. */
export const chartFeatures = z.looseObject({});
/** Platz's `ChartExtResourceTypes`: kept and shown as it is. */
export const chartResourceTypes = z.array(z.looseObject({})).max(100);
