import { z } from 'zod';

/**
 * How a chart says which inputs there are: Platz's `UiSchema`, in the form its files and its API have
 * (https://platzio.github.io, chart extensions). What an input's value has to be is checked by the server.
 */

const fieldValue = z.object({ field: z.string(), value: z.unknown() });

const option = z.object({
  value: z.unknown(),
  label: z.string().nullish(),
  helpText: z.string().nullish(),
});

export const uiInputTypes = [
  'text',
  'number',
  'Checkbox',
  'RadioSelect',
  'CollectionSelect',
  'DaysAndHour',
  'array',
] as const;

export const uiInput = z.object({
  id: z.string().min(1).max(100),
  type: z.enum(uiInputTypes),
  itemType: z.enum(uiInputTypes).nullish().describe('Of the items, where type is array.'),
  collection: z.unknown().optional(),
  label: z.string().max(200),
  initialValue: z.unknown().optional(),
  helpText: z.string().nullish(),
  required: z.boolean().optional(),
  sensitive: z.boolean().optional(),
  options: z.array(option).max(500).nullish(),
  showIfAll: z.array(fieldValue).nullish(),
  showIf: z.unknown().optional(),
  filters: z.array(fieldValue).nullish(),
  minimum: z.union([z.string(), z.number()]).transform(String).nullish(),
  maximum: z.union([z.string(), z.number()]).transform(String).nullish(),
  step: z.union([z.string(), z.number()]).transform(String).nullish(),
});
export type UiInput = z.output<typeof uiInput>;

const inputs = {
  inputs: z
    .array(uiInput)
    .max(200)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: 'Each input has its own id.',
    }),
  outputs: z.looseObject({}).optional(),
};

export const uiSchema = z.union([
  z.object({
    apiVersion: z.literal('platz.io/v1beta1'),
    kind: z.literal('ValuesUi'),
    ...inputs,
  }),
  z.object(inputs),
]);
export type UiSchema = z.output<typeof uiSchema>;
