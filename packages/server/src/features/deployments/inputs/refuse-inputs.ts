import { Problem } from '../../../request/problem.ts';
import type { InputError } from './input-error.ts';

/** Throws `invalid_request` naming each wrong input below a field of the body, such as `config.replicas`; none: does nothing. */
export function refuseInputs(field: string, errors: readonly InputError[]): void {
  const fields = errors.map((error) => ({
    field: error.field === '' ? field : `${field}.${error.field}`,
    message: error.message,
  }));
  const [first] = fields;
  if (!first) return;
  throw new Problem('invalid_request', { message: `${first.field}: ${first.message}`, fields });
}
