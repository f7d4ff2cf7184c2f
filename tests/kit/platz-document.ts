import { fileURLToPath } from 'node:url';
import { Validator } from '@seriousme/openapi-schema-validator';
import { Ajv, type ValidateFunction } from 'ajv';
import formats from 'ajv-formats';

/** As much of an operation of OpenAPI 3.0 as is asked about here. */
export interface PlatzOperation {
  readonly operationId: string;
  readonly method: string;
  readonly path: string;
  /** The ways to send a credential, each by its name; undefined: none is needed. */
  readonly security?: readonly Readonly<Record<string, unknown>>[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<
    Record<
      string,
      { readonly content?: { readonly 'application/json'?: { readonly schema: Json } } }
    >
  >;
}

type Json = Record<string, unknown>;

const reader = new Validator();
await reader.validate(fileURLToPath(import.meta.resolve('@platzio/sdk/openapi.yaml')));
const document = reader.specification as unknown as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Omit<PlatzOperation, 'path'>>>>>;
};

/** Every operation of the OpenAPI document inside the npm package, by its id. */
export const platzOperations: ReadonlyMap<string, PlatzOperation> = new Map(
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => [
      operation.operationId,
      { ...operation, parameters: operation.parameters ?? [], method: method.toUpperCase(), path },
    ]),
  ),
);

const ajv = new Ajv({ strict: false, allErrors: true });
formats.default(ajv);
// Numbers and bytes of a size, and passwords, are words of OpenAPI alone, which no program here rests on.
for (const format of ['int32', 'int64', 'uint', 'password']) ajv.addFormat(format, true);
ajv.addSchema(asJsonSchema(document) as Json, 'platz');

/** Where an answer is not what Platz's document promises for it; empty: it is. */
export function misfitsOf(operation: PlatzOperation, status: number, body: unknown): string[] {
  const promised = operation.responses[status];
  if (!promised) return [`${operation.operationId} promises no ${status}`];
  const schema = promised.content?.['application/json']?.schema;
  if (!schema) return body === '' ? [] : [`${operation.operationId} promises no body`];
  const fits = validate(schema);
  fits(body);
  return (fits.errors ?? []).map((error) => `body${error.instancePath} ${error.message}`);
}

/** A schema of the document, by its name among its components. */
export function misfitsOfNamed(name: string, value: unknown): string[] {
  const fits = validate({ $ref: `#/components/schemas/${name}` });
  fits(value);
  return (fits.errors ?? []).map((error) => `body${error.instancePath} ${error.message}`);
}

const known = new Map<string, ValidateFunction>();

function validate(schema: Json): ValidateFunction {
  const key = JSON.stringify(schema);
  const compiled = known.get(key) ?? ajv.compile(JSON.parse(inDocument(asJsonSchema(schema))));
  known.set(key, compiled);
  return compiled;
}

const inDocument = (schema: unknown): string =>
  JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"platz#/');

/** OpenAPI 3.0 writes `nullable` where JSON Schema has a type `null` beside the others; else they say the same. */
function asJsonSchema(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(asJsonSchema);
  if (typeof schema !== 'object' || schema === null) return schema;
  const { nullable, ...rest } = schema as Json;
  const same = Object.fromEntries(Object.entries(rest).map(([key, of]) => [key, asJsonSchema(of)]));
  return nullable === true ? { anyOf: [same, { type: 'null' }] } : same;
}
