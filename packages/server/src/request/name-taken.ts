import { Problem } from './problem.ts';

/**
 * A `conflict` with another of its kind: `one` with its article (`a role`), `where` they are told apart by their names
 * (`in this project`), and the name of the one that has it, which may be spelt otherwise than what was asked for.
 */
export function nameTaken(one: string, name: string, where = 'there'): Problem {
  return new Problem('conflict', {
    message: `There is ${one} named “${name}” ${where} already. Choose a name that differs in more than case or form of letters.`,
  });
}
