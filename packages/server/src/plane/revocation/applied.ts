import type { FeedRow, Position, Renewal } from '../../storage/revocation-log.ts';
import type { Dependant } from './standing.ts';
import { isOlderTerm } from './term-order.ts';

/** Keys whose last place is kept; beyond it the oldest is let go, and raises the floor. */
const keptKeys = 100_000;

/** How far this server has applied the change feed, and what that forbids to be stored. */
export class Applied {
  readonly #dependants = new Set<Dependant>();
  readonly #last = new Map<string, number>();
  readonly #kept: number;
  #term = '';
  #seq = 0;
  /** What was read before this place is not stored, whatever it is about. */
  #floor = 0;

  constructor(kept = keptKeys) {
    this.#kept = kept;
  }

  get term(): string {
    return this.#term;
  }

  get seq(): number {
    return this.#seq;
  }

  get dependants(): Iterable<Dependant> {
    return this.#dependants;
  }

  follow(dependant: Dependant): () => void {
    this.#dependants.add(dependant);
    return () => this.#dependants.delete(dependant);
  }

  /**
   * Applies what a renewal brought; `isFresh`: it is the first of this member. False: it came from a primary whose time
   * is over, and counts for nothing.
   */
  take(renewal: Pick<Renewal, 'term' | 'head' | 'rows'>, isFresh: boolean): boolean {
    const { term, head, rows } = renewal;
    if (this.#term !== '' && isOlderTerm(term, this.#term)) return false;
    if (isFresh || term !== this.#term) {
      this.#startAt({ term, head });
      return true;
    }
    // The snapshot of a late one is old: to follow it back would let in what was read before a change.
    if (head < this.#seq) return true;
    if (isGapless(rows, this.#seq, head)) for (const row of rows) this.#apply(row);
    else this.#startAt({ term, head });
    return true;
  }

  admits({ term, head }: Position, keys: readonly string[]): boolean {
    if (term !== this.#term || head < this.#floor) return false;
    return keys.every((key) => (this.#last.get(key) ?? 0) <= head);
  }

  #startAt({ term, head }: Position): void {
    this.#term = term;
    this.#seq = head;
    this.#empty();
  }

  #apply({ seq, keys }: FeedRow): void {
    this.#seq = seq;
    if (keys === 'all') {
      this.#empty();
      return;
    }
    for (const key of keys) this.#note(key, seq);
    for (const dependant of this.#dependants) dependant.drop(keys);
  }

  #empty(): void {
    this.#floor = this.#seq;
    this.#last.clear();
    for (const dependant of this.#dependants) dependant.empty();
  }

  #note(key: string, seq: number): void {
    this.#last.delete(key);
    this.#last.set(key, seq);
    if (this.#last.size <= this.#kept) return;
    const [oldest] = this.#last;
    if (!oldest) return;
    this.#last.delete(oldest[0]);
    this.#floor = Math.max(this.#floor, oldest[1]);
  }
}

/** Whether these are all places after `applied` up to the head: those that are missing were pruned. */
function isGapless(rows: readonly FeedRow[], applied: number, head: number): boolean {
  if (rows.length !== head - applied) return false;
  return rows.every(({ seq }, index) => seq === applied + 1 + index);
}
