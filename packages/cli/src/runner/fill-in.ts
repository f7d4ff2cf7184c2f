import { resolve } from 'node:path';

/** Puts values in the place of `{name}`; what has no value stays as it is. */
export function fillIn(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/**
 * A command line with its values filled in. A program with a slash in its name is looked for from the config file's
 * folder, any other on PATH.
 */
export function commandLine(
  argv: readonly string[],
  values: Readonly<Record<string, string>>,
  folder: string,
): string[] {
  const [program = '', ...args] = argv.map((part) => fillIn(part, values));
  return [program.includes('/') ? resolve(folder, program) : program, ...args];
}
