import type { TokenVerification, VerificationCode } from '@keywright/contract';

/** What a token is asked about. */
export interface Asked {
  /** Whether it may do this: on `resource`, else on all of `project`, else on all of the site. */
  readonly permission?: string | undefined;
  /** The id of a node of the tree. */
  readonly resource?: string | undefined;
  /** With `resource`: that has to stand in this project. */
  readonly project?: string | undefined;
}

type About = Omit<TokenVerification, 'valid' | 'code'>;
type Known = Omit<About, 'principal' | 'token'> & {
  readonly principal: NonNullable<About['principal']>;
  readonly token: NonNullable<About['token']>;
};

/** What is known of a token. Do not change it: who asks the same again is given the same. */
export type VerifierAnswer =
  | ({ readonly valid: true } & Readonly<Known>)
  | ({ readonly valid: false; readonly code: VerificationCode } & Readonly<About>)
  /** Nobody who knows can be asked: neither yes nor no. */
  | { readonly valid: false; readonly code: 'unavailable'; readonly message: string };

/** Frozen all through, for it is given to many. */
export function answerOf(told: TokenVerification): VerifierAnswer {
  for (const part of Object.values(told)) if (typeof part === 'object') Object.freeze(part);
  return Object.freeze(told) as VerifierAnswer;
}

/** A text that is no token is never asked about. */
export function malformed({ permission }: Asked): VerifierAnswer {
  const told = { valid: false, code: 'malformed' } as const;
  return permission === undefined ? told : { ...told, allowed: false, reason: 'not_valid' };
}

export type Unavailable = VerifierAnswer & { readonly code: 'unavailable' };

export const isUnavailable = (answer: VerifierAnswer): answer is Unavailable =>
  !answer.valid && answer.code === 'unavailable';

export const unavailable = (message: string): VerifierAnswer => ({
  valid: false,
  code: 'unavailable',
  message,
});
