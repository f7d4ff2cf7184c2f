interface Flight {
  readonly began: number;
  readonly landed: Promise<'found' | 'absent'>;
}

/** Lets many who need the same thing at once wait for one that fetches it. */
export class Flights {
  readonly #underWay = new Map<string, Flight>();
  #count = 0;

  /** The moment at which a check begins: flights that begin later have seen all that was there then. */
  now(): number {
    return this.#count;
  }

  /**
   * Waits for the flight of this name, or begins it. `isSince`: it began after the check did. What an earlier one has not
   * found may have come meanwhile.
   */
  async join(
    name: string,
    since: number,
    begin: () => Promise<'found' | 'absent'>,
  ): Promise<{ readonly outcome: 'found' | 'absent'; readonly isSince: boolean }> {
    const flight = this.#underWay.get(name) ?? this.#begin(name, begin);
    return { outcome: await flight.landed, isSince: flight.began > since };
  }

  #begin(name: string, begin: () => Promise<'found' | 'absent'>): Flight {
    const landed = begin().finally(() => this.#underWay.delete(name));
    const flight = { began: ++this.#count, landed };
    this.#underWay.set(name, flight);
    return flight;
  }
}
