import { nameErrors } from '../tree/name-errors.ts';

/**
 * What the server refused, by the field of the form that can mend it: an end stands at `date`, the token's at
 * `token_date`; what is wrong with a grant keeps its place, `grants.0.role_id`, and with a scope of the token it is
 * `scopes.0.entity_id`. Empty: none of them can.
 */
export function accountErrors(error: unknown): Record<string, string> {
  const fields = Object.entries(nameErrors(error));
  const placed = fields.map(([field, says]) => [nameInForm(field), says] as const);
  return Object.fromEntries(placed.filter(([field]) => isShown.test(field)));
}

const isShown =
  /^(?:(?:token_)?(?:name|date)|access|description|grants\.\d+\.\w+|scopes\.\d+(?:\.\w+)*)$/;

const nameInForm = (field: string): string =>
  inForm[field] ?? field.replace(/^token\.scopes\./, 'scopes.');

const inForm: Readonly<Record<string, string>> = {
  expires_at: 'date',
  duration: 'date',
  'token.name': 'token_name',
  'token.expires_at': 'token_date',
  'token.duration': 'token_date',
  'token.access': 'access',
};
