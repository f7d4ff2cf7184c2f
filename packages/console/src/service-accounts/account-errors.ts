import { nameErrors } from '../tree/name-errors.ts';

/**
 * What the server refused, by the field of the form that can mend it: an end stands at `date`, the token's at
 * `token_date`; what is wrong with a grant keeps its place, `grants.0.role_id`. Empty: none of them can.
 */
export function accountErrors(error: unknown): Record<string, string> {
  const fields = Object.entries(nameErrors(error));
  const placed = fields.map(([field, says]) => [inForm[field] ?? field, says] as const);
  return Object.fromEntries(placed.filter(([field]) => isShown.test(field)));
}

const isShown = /^(?:(?:token_)?(?:name|date)|description|grants\.\d+\.\w+)$/;

const inForm: Readonly<Record<string, string>> = {
  expires_at: 'date',
  duration: 'date',
  'token.name': 'token_name',
  'token.expires_at': 'token_date',
  'token.duration': 'token_date',
};
