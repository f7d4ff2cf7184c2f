import { Problem } from '../../../request/problem.ts';
import { coverageOf, type Reaching } from './covered.ts';
import type { PlacedScope } from './find-targets.ts';

/** So many are named in one answer. */
const named = 100;

/** A scope that a token has, with the name of what it is on. */
interface OlderScope extends Reaching {
  readonly target_type: string;
  readonly target_name: string;
}

/**
 * Each scope says something that no other says already: of those asked for, and of those that the token has. Throws
 * `scope_covered`, naming each that does not.
 */
export function refuseCovered(wanted: readonly PlacedScope[], older: readonly OlderScope[]): void {
  const inRequest = coverageOf(wanted);
  const onToken = coverageOf(older);
  const fields = wanted.flatMap((scope) => {
    const why = needless(scope);
    return why === undefined ? [] : [{ field: scope.at, message: why }];
  });
  if (fields.length === 0) return;
  const [first] = fields;
  throw new Problem('scope_covered', {
    message: `${first?.field}: ${first?.message} Nothing was added.`,
    fields: fields.slice(0, named),
  });

  function needless(scope: PlacedScope): string | undefined {
    const what = `${scope.permission} ${on(scope.target.type, scope.target.name)}`;
    if (onToken.same(scope)) return `The token has ${what} already.`;
    const wider = onToken.wider(scope);
    if (wider) return `The token has ${what} already, ${on(wider.target_type, wider.target_name)}.`;
    // The last of those that are the same stands for all of them.
    const twin = inRequest.same(scope);
    if (twin !== scope) return `${what} is asked for twice.`;
    const other = inRequest.wider(scope);
    if (!other) return undefined;
    return `${what} is also asked for ${on(other.target.type, other.target.name)}, in ${other.at}.`;
  }
}

const on = (type: string, name: string) => (type === 'site' ? 'everywhere' : `on ${name}`);
