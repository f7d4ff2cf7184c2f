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

const canonical: ReadonlyMap<string, string> = new Map(
  uiInputTypes.map((type) => [type.toLowerCase(), type]),
);
/** Charts write it in any case, and Platz reads it so. */
const inputType = z
  .string()
  .transform((text) => canonical.get(text.toLowerCase()) ?? text)
  .pipe(z.enum(uiInputTypes))
  .meta({ wire: { type: 'string', enum: [...uiInputTypes] } });

const decimal = z
  .union([z.string(), z.number()])
  .transform(String)
  .refine((text) => /^-?\d{1,30}(\.\d{1,30})?(e[+-]?\d{1,3})?$/i.test(text), {
    error: 'Expected a number.',
  });

const input = z.object({
  id: z.string().min(1).max(100),
  type: inputType,
  itemType: inputType.nullish().describe('Of the items, where type is array.'),
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
  minimum: decimal.nullish(),
  maximum: decimal.nullish(),
  step: decimal.nullish(),
});

export const uiInput = input.refine(
  ({ type, itemType }) => type !== 'array' || (itemType && itemType !== 'array'),
  { path: ['itemType'], error: 'Say of what type the items of the array are.' },
);
export type UiInput = z.output<typeof uiInput>;

/** In both of Platz's forms: the one with `apiVersion` and `kind`, and the older without. */
export const uiSchema = z.object({
  apiVersion: z.literal('platz.io/v1beta1').optional(),
  kind: z.literal('ValuesUi').optional(),
  inputs: z
    .array(uiInput)
    .max(200)
    .refine((all) => new Set(all.map(({ id }) => id)).size === all.length, {
      error: 'Each input has its own id.',
    }),
  outputs: z.looseObject({}).optional(),
});
export type UiSchema = z.output<typeof uiSchema>;
