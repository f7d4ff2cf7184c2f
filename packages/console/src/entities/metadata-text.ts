import { jsonProblem, jsonValue } from '../parts/json-text.ts';

/** Why a text is no metadata: no JSON, or no object. An empty one is metadata with nothing in it. */
export function metadataProblem(text: string): string | null {
  const problem = jsonProblem(text);
  if (problem) return problem;
  const value = jsonValue(text, {});
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? null
    : 'This must be a JSON object, such as {"room": "12"}.';
}

/** What a text means that is no problem. */
export const metadataOf = (text: string): Record<string, unknown> =>
  jsonValue(text, {}) as Record<string, unknown>;
