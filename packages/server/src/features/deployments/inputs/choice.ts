import type { UiInput } from '@keywright/contract';

/** What can be chosen. */
export interface Choice {
  has(value: unknown): boolean;
  /** Said to who chose something else. */
  readonly message: string;
}

/** As many as fit into a sentence. */
const mostNamed = 10;

/** Made once for a list: comparing each of thousands of items with each of hundreds of options would hold up the server. */
export function choiceOf(options: UiInput['options']): Choice {
  const values = (options ?? []).map(({ value }) => value);
  const texts = new Set(values.map(textOf));
  return { has: (value) => texts.has(textOf(value)), message: oneOf(values) };
}

/** The same for all that is the same, in whichever order its keys stand. */
function textOf(value: unknown): string | undefined {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

function oneOf(values: readonly unknown[]): string {
  if (values.length === 0) return 'There is nothing to choose from.';
  const names = values
    .slice(0, mostNamed)
    .map((value) => JSON.stringify(value ?? null).slice(0, 50));
  return `Must be one of ${names.join(', ')}${values.length > mostNamed ? ' and others' : ''}.`;
}
