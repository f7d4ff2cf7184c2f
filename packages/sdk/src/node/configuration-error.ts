/**
 * - `no_address`: nothing says where the server is.
 * - `bad_address`: what says it is no address.
 * - `conflict`: a token of one server would go to another.
 * - `unknown_profile`: there is none of that name, or several and none is the default.
 * - `bad_file`: a file cannot be read, or does not have the expected form.
 */
export type ConfigurationCode =
  | 'no_address'
  | 'bad_address'
  | 'conflict'
  | 'unknown_profile'
  | 'bad_file';

/** What was configured cannot be used. The message says which variable or file, and what to do; no secret is in it. */
export class ConfigurationError extends Error {
  readonly code: ConfigurationCode;

  constructor(code: ConfigurationCode, message: string) {
    super(message);
    this.name = 'ConfigurationError';
    this.code = code;
  }
}
