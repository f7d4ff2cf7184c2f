import type { Schema } from './open-api.ts';

/** The type of a value in a few words: `text, up to 100 characters`, `"active" or "revoked"`, `list of UUIDs`. */
export function schemaWords(schema: Schema): string {
  const either = schema.anyOf ?? schema.oneOf;
  if (either) return [...new Set(either.map(schemaWords))].join(' or ');
  if (schema.const !== undefined) return JSON.stringify(schema.const);
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ');
  if (schema.items) return `list of: ${schemaWords(schema.items)}`;
  const types = schema.type === undefined ? [] : [schema.type].flat();
  const words = types.map((type) => typeWords(type as string, schema)).join(' or ');
  return words || 'anything';
}

const formats: Record<string, string> = {
  uuid: 'UUID',
  'date-time': 'RFC 3339 time',
  email: 'e-mail address',
};

function typeWords(type: string, { format, maxLength, minimum, maximum }: Schema): string {
  if (type === 'string') {
    const base = formats[format ?? ''] ?? 'text';
    return maxLength === undefined ? base : `${base}, up to ${maxLength} characters`;
  }
  if (type === 'integer' || type === 'number') {
    const from = minimum === undefined ? '' : ` from ${minimum}`;
    return `number${from}${maximum === undefined ? '' : ` to ${maximum}`}`;
  }
  return type === 'boolean' ? 'true or false' : type;
}

/** The fields inside a value, through lists and alternatives, or none where it has no fields. */
export function fieldsOf(schema: Schema): readonly (readonly [string, Schema, boolean])[] {
  if (schema.items) return fieldsOf(schema.items);
  const { properties, required = [] } = schema;
  if (properties) {
    return Object.entries(properties).map(([name, field]) => [
      name,
      field,
      required.includes(name),
    ]);
  }
  const withFields = (schema.anyOf ?? schema.oneOf ?? [])
    .map(fieldsOf)
    .filter((fields) => fields.length > 0);
  return withFields.length === 1 ? (withFields[0] ?? []) : [];
}

/** The alternatives of a value that is one of several objects, such as an event. */
export const alternativesOf = (schema: Schema): readonly Schema[] =>
  (schema.oneOf ?? schema.anyOf ?? []).filter((one) => one.properties);
