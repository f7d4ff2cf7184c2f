/** What is wrong with one input: the path of its value, such as `replicas` or `days.2`, and why. */
export interface InputError {
  readonly field: string;
  readonly message: string;
}

/** The values by the ids of their inputs. */
export type InputValues = Readonly<Record<string, unknown>>;

export function areInputValues(value: unknown): value is InputValues {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * What an input holds; undefined: nothing, which pages also send as null or as an empty text. Ids are the chart's to
 * choose, `constructor` among them.
 */
export function inputValue(values: InputValues, id: string): unknown {
  const value = Object.hasOwn(values, id) ? values[id] : undefined;
  return value === null || value === '' ? undefined : value;
}
