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

/** The shortest that D' can last in true time. */
export const shortestPatience = ({ patience, rate }: Margins): number => patience / (1 + rate);
