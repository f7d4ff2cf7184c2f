/** Times in ms by a clock of one's own; `rate` is how far such a clock may be from the true one, as a share of 1. */
export interface Margins {
  readonly lease: number;
  readonly patience: number;
  readonly rate: number;
  /** How long a monotonic clock may have stood still since t0 before that is noticed. */
  readonly unnoticed: number;
}

/** The longest that a lease of D can last in true time: by a slow clock, that also stood still as long as it may. */
export const longestLease = ({ lease, rate, unnoticed }: Margins): number =>
  lease / (1 - rate) + unnoticed;

/**
 * The longest after that lease began that a verifier can answer by it, in true time, asked for so many milliseconds later:
 * what the server's slow clock says remains, by a share and less the tolerance, on a slow clock that stood still once more.
 */
export function longestVerifierLease(margins: Margins, share: number, askedAt: number): number {
  const { lease, rate, unnoticed } = margins;
  const passed = Math.max(0, askedAt * (1 - rate) - unnoticed);
  const lent = share * (lease - passed) - unnoticed;
  return askedAt + longestLease({ ...margins, lease: lent });
}

/** The shortest that D' can last in true time. */
export const shortestPatience = ({ patience, rate }: Margins): number => patience / (1 + rate);
