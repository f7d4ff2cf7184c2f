import type { InputError } from './input-error.ts';

/** What each part of it looks like: Platz's pages send `{run_days: "1,2,5", schedule: "23:15"}`, days from Sunday, UTC. */
const parts: Readonly<Record<string, { readonly form: RegExp; readonly message: string }>> = {
  run_days: {
    form: /^(?:[0-6](?:,[0-6]){0,6})?$/,
    message: 'Expected days from 0 (Sunday) to 6, with commas, such as 1,2,5.',
  },
  schedule: {
    form: /^(?:[01]\d|2[0-3]):[0-5]\d$/,
    message: 'Expected a time of day in UTC, such as 23:15.',
  },
};

/** What is wrong with days of the week and an hour. Each part may be left out. */
export function checkDaysAndHour(id: string, value: unknown): InputError[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return [{ field: id, message: 'Expected an object with run_days and schedule.' }];
  }
  return Object.entries(value).flatMap(([key, text]) => {
    const field = `${id}.${key.slice(0, 100)}`;
    const part = Object.hasOwn(parts, key) ? parts[key] : undefined;
    if (!part) return [{ field, message: 'Expected run_days and schedule only.' }];
    const isWell = typeof text === 'string' && part.form.test(text);
    return isWell ? [] : [{ field, message: part.message }];
  });
}
