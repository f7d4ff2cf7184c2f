import type { Endpoint } from '@keywright/contract';
import type { z } from 'zod';
import { Problem } from './problem.ts';

export interface RawInput {
  readonly params: unknown;
  readonly query: unknown;
  /** Undefined where no body was sent. Throws `invalid_json` or `unsupported_media_type`. */
  readonly body: () => unknown;
}

/** A list of thousands that are all wrong is not answered with as many sentences. */
const mostFields = 100;

/** The input as the endpoint's schemas read it. Throws `invalid_request` naming every wrong field, up to 100 of them. */
export function decode(endpoint: Endpoint, raw: RawInput) {
  const fields: { field: string; message: string }[] = [];
  const read = (schema: z.ZodType | undefined, value: unknown): unknown => {
    if (!schema) return undefined;
    const { success, data, error } = schema.safeParse(value);
    if (success) return data;
    for (const issue of error.issues.flatMap(nearest)) fields.push(fieldOf(issue));
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
  throw new Problem('invalid_request', {
    message: `${first.field}: ${first.message}`,
    fields: fields.slice(0, mostFields),
  });
}

function fieldOf(issue: z.core.$ZodIssue): { field: string; message: string } {
  return { field: issue.path.map(String).join('.') || 'body', message: issue.message };
}

/**
 * Of something that may have one of several forms, what is wrong with the form that was meant: the one in which the first
 * mistake stands deeper inside than in any other. Where no form is nearer than the others, that none fits.
 */
function nearest(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const depthOf = (form: readonly z.core.$ZodIssue[]) =>
    Math.min(...form.map(({ path }) => path.length));
  const deepest = Math.max(0, ...issue.errors.map(depthOf));
  const [meant, ...others] = issue.errors.filter((form) => depthOf(form) === deepest);
  if (deepest === 0 || !meant || others.length > 0) return [issue];
  return meant.map((one) => ({ ...one, path: [...issue.path, ...one.path] })).flatMap(nearest);
}
