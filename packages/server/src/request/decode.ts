import type { Endpoint } from '@keywright/contract';
import type { z } from 'zod';
import { Problem } from './problem.ts';

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  /** Undefined where no body was sent. Throws `invalid_json` or `unsupported_media_type`. */
  readonly body: () => unknown;
}

/** The input as the endpoint's schemas read it. Throws `invalid_request` naming every wrong field. */
export function decode(endpoint: Endpoint, raw: RawInput) {
  const fields: { field: string; message: string }[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const { success, data, error } = schema.safeParse(value);
    if (success) return data;
    for (const issue of error.issues) fields.push(fieldOf(issue));
    return undefined;
  };
  const input = {
    params: read(endpoint.params, raw.params),
    query: read(endpoint.query, raw.query),
    // JSON's null is what some clients send for "no body".
    body: read(endpoint.body, raw.body() ?? undefined),
  };
  const [first] = fields;
  if (!first) return input;
  throw new Problem('invalid_request', { message: `${first.field}: ${first.message}`, fields });
}

function fieldOf(issue: z.core.$ZodIssue): { field: string; message: string } {
  return { field: issue.path.map(String).join('.') || 'body', message: issue.message };
}
