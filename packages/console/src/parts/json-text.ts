/** JSON as a field holds it: empty where nothing is set. */
export const jsonText = (value: unknown): string =>
  isNothing(value) ? '' : JSON.stringify(value, null, 2);

/**
 * What the text means. An empty field is `nothing`, an empty list or object: the API takes null for a setting that
 * is to stay as it is.
 */
export const jsonValue = (text: string, nothing: [] | Record<string, never>): unknown =>
  text.trim() === '' ? nothing : (JSON.parse(text) as unknown);

/** Where the text is no JSON, in the browser's own words for the place. */
export function jsonProblem(text: string): string | null {
  if (text.trim() === 'null') return 'Leave it empty for none.';
  try {
    jsonValue(text, []);
    return null;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Whether a setting says nothing: never set, or cleared. */
export const isNothing = (value: unknown): boolean =>
  value === null ||
  value === undefined ||
  (typeof value === 'object' && Object.keys(value).length === 0);
