import type { Member, Members, Outcome } from '../../storage/revocation-log.ts';
import type { Lease } from './lease.ts';

export type Placed = Outcome & { readonly seq: number };

/** The servers that a change still waits for. Read where the change is, after its commit. */
export class Pending {
  readonly #change: Placed;
  readonly #lease: Lease;
  readonly #others: Map<string, Member>;
  readonly #own: string | undefined;

  constructor(change: Placed, lease: Lease) {
    this.#change = change;
    this.#lease = lease;
    this.#own = lease.incarnation;
    const others = change.members.filter(({ incarnation }) => incarnation !== this.#own);
    this.#others = new Map(others.map((member) => [member.incarnation, member]));
    this.#settle(change.members);
  }

  get isEmpty(): boolean {
    return this.#others.size === 0 && this.isSettledHere;
  }

  /** Whether anybody else is waited for. */
  get hasOthers(): boolean {
    return this.#others.size > 0;
  }

  /** Whether this very server has applied it, and all who were handed something of it here: it need not ask itself. */
  get isSettledHere(): boolean {
    const { term, head } = this.#lease.settled;
    return term === this.#change.term && head >= this.#change.seq;
  }

  /** What people call those who have not said anything. */
  get labels(): readonly string[] {
    const own = this.#change.members.filter(({ incarnation }) => incarnation === this.#own);
    const rest = [...this.#others.values(), ...(this.isSettledHere ? [] : own)];
    return rest.map(({ label }) => label);
  }

  /** Takes out who has acknowledged it, and who is no member any more: who joined since has seen the change. */
  look({ term, members }: Members): void {
    // Another primary does not say who is a member where the change is.
    if (term !== this.#change.term) return;
    this.#settle(members);
    const there = new Set(members.map(({ incarnation }) => incarnation));
    for (const incarnation of this.#others.keys()) {
      if (!there.has(incarnation)) this.#others.delete(incarnation);
    }
  }

  #settle(members: readonly Member[]): void {
    const { term, seq } = this.#change;
    for (const { incarnation, appliedTerm, applied } of members) {
      if (appliedTerm === term && applied >= seq) this.#others.delete(incarnation);
    }
  }
}
