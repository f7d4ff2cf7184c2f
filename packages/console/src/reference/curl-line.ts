import type { ListedOperation } from './listed-operations.ts';
import type { Schema } from './open-api.ts';

/** A command that calls the endpoint, with shell variables where a value must be put in. */
export function curlLine(operation: ListedOperation, origin: string): string {
  const { method, path, requestBody, parameters } = operation;
  const address =
    origin + path.replace(/\{(\w+)\}/g, (_, name: string) => `$${name.toUpperCase()}`);
  const schema = requestBody?.content?.['application/json']?.schema;
  const takesEvents = operation.responses['200']?.content?.['text/event-stream'] !== undefined;
  const parts = [
    'curl',
    takesEvents && '-N',
    method !== 'GET' && `-X ${method}`,
    operation['x-keywright-access'].rule !== 'public' && '-H "x-platz-token: $PLATZ_TOKEN"',
    schema && `-H "content-type: application/json" -d '${JSON.stringify(exampleOf(schema))}'`,
    parameters.some((parameter) => parameter.name === 'per_page')
      ? `"${address}?per_page=50"`
      : `"${address}"`,
  ];
  return parts.filter(Boolean).join(' ');
}

/** Something the schema would take: what is required, or else the first fields. */
function exampleOf(schema: Schema): unknown {
  const one = schema.anyOf ?? schema.oneOf;
  if (one?.[0]) return exampleOf(one[0]);
  if (schema.enum) return schema.enum[0];
  const type = Array.isArray(schema.type) ? schema.type[0] : schema.type;
  if (type === 'object' || schema.properties) return exampleObject(schema);
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return schema.minimum ?? 1;
  if (schema.format === 'email') return 'ada@example.test';
  if (schema.format === 'date-time') return '2030-01-31T00:00:00Z';
  return '…';
}

function exampleObject({ properties = {}, required = [] }: Schema): Record<string, unknown> {
  const names = Object.keys(properties);
  const chosen =
    required.length > 0 ? required : names.includes('name') ? ['name'] : names.slice(0, 1);
  return Object.fromEntries(chosen.map((name) => [name, exampleOf(properties[name] ?? {})]));
}
