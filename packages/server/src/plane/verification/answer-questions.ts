import type { Acting, Known } from './known.ts';
import { type Look, Missing, type Need } from './look.ts';
import { type Question, type Verdict, verdictOn } from './verdict.ts';

/** What who asks about tokens is told. */
export type Answered =
  | { readonly kind: 'verdicts'; readonly verdicts: readonly Verdict[] }
  /** Who asks may verify no tokens at all; or has a token that is not for that. */
  | { readonly kind: 'forbidden' | 'scope_missing' }
  /** The question at this place names a permission that does not exist. */
  | { readonly kind: 'no_such_permission'; readonly at: number };

/** Answers all questions by what is known now. Throws Missing, with what is missing for any of them. */
export function answerQuestions(
  known: Known,
  asking: Acting,
  questions: readonly Question[],
  look: Look,
  now: number,
): Answered {
  if (!hasScopeToVerify(asking)) return { kind: 'scope_missing' };
  if (!known.verifiesSomewhere(asking.principal, look, now)) return { kind: 'forbidden' };
  const verdicts: Verdict[] = [];
  let missing: Need[] | undefined;
  for (let at = 0; at < questions.length; at++) {
    const question = questions[at] as Question;
    try {
      const { permission } = question;
      if (permission !== undefined && !known.isPermission(permission, look)) {
        return { kind: 'no_such_permission', at };
      }
      verdicts.push(verdictOn(known, asking, question, look, now));
    } catch (error) {
      if (!(error instanceof Missing)) throw error;
      missing ??= [];
      missing.push(...error.needs);
    }
  }
  if (missing) throw new Missing(missing);
  return { kind: 'verdicts', verdicts };
}

/** Of a token with more scopes than are kept, it shows at each token alone. */
function hasScopeToVerify({ token }: Acting): boolean {
  if (token === null || token.byTarget !== null) return true;
  return token.scopes === 'full' || token.scopes.has('token.verify');
}
