/** JSON as a field holds it: empty where nothing was set. */
export const jsonText = (value: unknown): string =>
  value === null || value === undefined ? '' : JSON.stringify(value, null, 2);

/** What the text means; empty is null, which the server keeps as nothing set. */
export const jsonValue = (text: string): unknown =>
  text.trim() === '' ? null : (JSON.parse(text) as unknown);

/** Where the text is no JSON, in the browser's own words for the place. */
export function jsonProblem(text: string): string | null {
  try {
    jsonValue(text);
    return null;
  } catch (error) {
    return `This is no JSON: ${error instanceof Error ? error.message : String(error)}`;
  }
}
