import { Stopped } from '../program/stopped.ts';

/** What a name may stand for. `detail` tells it apart from others of the same name. */
export interface Candidate {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
}

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;
export const isId = (text: string): boolean => uuid.test(text);

/** So many are looked at; a name that matches more has to be an id. */
export const mostCandidates = 200;

/**
 * The one that is meant by a name: the one spelt just so, else the one spelt so in another case. Two of one name are
 * listed and none is taken: a guess could revoke the wrong one.
 */
export function theOneNamed<C extends Candidate>(
  what: string,
  name: string,
  found: readonly C[],
): C {
  const exact = found.filter((one) => one.name === name);
  const folded = found.filter((one) => one.name.toLowerCase() === name.toLowerCase());
  const meant = exact.length > 0 ? exact : folded;
  const [only, second] = meant;
  if (only !== undefined && second === undefined) return only;
  if (only === undefined) {
    const near = found.slice(0, 5).map((one) => one.name);
    const hint = near.length > 0 ? `Names that hold it: ${near.join(', ')}.` : undefined;
    throw new Stopped(
      'not_found',
      `There is no ${what} called ${name}, or you may not see it.`,
      hint,
    );
  }
  const lines = meant.slice(0, 20).map(({ id, detail }) => `  ${id}${detail ? `  ${detail}` : ''}`);
  throw new Stopped(
    'usage',
    `${meant.length} things are called ${name}. Say which by its id${what === 'resource' ? ', or as TYPE:NAME' : ''}:\n${lines.join('\n')}`,
  );
}
