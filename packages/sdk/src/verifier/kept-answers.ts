import type { Asked, VerifierAnswer } from './answer.ts';

interface Kept {
  readonly answer: VerifierAnswer;
  /** When it ends by itself, by the monotonic clock. */
  readonly until: number;
}

interface Place {
  readonly token: string;
  readonly what: string;
  readonly resource: string;
}

/** Of a token, by what is asked and on which resource: mostly no text has to be put together to look one up. */
type OfToken = Map<string, Map<string, Kept>>;

/**
 * Answers by what was asked, and by the number that the server withdraws them by. Looked up by the whole text of a token: how
 * long that takes tells nothing of the texts that are kept, because a Map compares those alone whose hash is the same, and
 * the engine seeds its hashes anew in each process.
 */
export class KeptAnswers {
  readonly #tokens = new Map<string, OfToken>();
  readonly #places = new Map<number, Place>();

  get size(): number {
    return this.#places.size;
  }

  /** Undefined: none, or it has ended by itself. `mono`: the monotonic clock. */
  find(token: string, asked: Asked | undefined, mono: number): VerifierAnswer | undefined {
    const kept = this.#tokens
      .get(token)
      ?.get(whatOf(asked))
      ?.get(asked?.resource ?? '');
    return kept !== undefined && mono < kept.until ? kept.answer : undefined;
  }

  keep(entry: number, asking: { token: string; asked: Asked }, kept: Kept): void {
    const { token, asked } = asking;
    const place = { token, what: whatOf(asked), resource: asked.resource ?? '' };
    const ofToken = under(this.#tokens, token, () => new Map());
    under(ofToken, place.what, () => new Map()).set(place.resource, kept);
    this.#places.set(entry, place);
  }

  forget(entries: readonly number[] | 'all'): void {
    if (entries === 'all') this.clear();
    else for (const entry of entries) this.#forgetOne(entry);
  }

  clear(): void {
    this.#tokens.clear();
    this.#places.clear();
  }

  /** Asked twice, it may be kept by a later number as well: whichever goes first takes it along. */
  #forgetOne(entry: number): void {
    const place = this.#places.get(entry);
    if (!place) return;
    this.#places.delete(entry);
    const ofToken = this.#tokens.get(place.token);
    const answers = ofToken?.get(place.what);
    answers?.delete(place.resource);
    if (answers?.size === 0) ofToken?.delete(place.what);
    if (ofToken?.size === 0) this.#tokens.delete(place.token);
  }
}

/** No permission has a space in it, whatever a project is called: two questions never have one text. */
function whatOf(asked: Asked | undefined): string {
  if (asked === undefined) return '';
  const { permission = '', project } = asked;
  return project === undefined ? permission : `${permission} ${project}`;
}

function under<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const known = map.get(key);
  if (known !== undefined) return known;
  const made = make();
  map.set(key, made);
  return made;
}
