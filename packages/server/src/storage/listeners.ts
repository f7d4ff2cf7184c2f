export interface Listener {
  readonly hear: (message: string) => void;
  readonly missed: () => void;
}

/** Who wants to hear what committed transactions announced. */
export class Listeners {
  readonly #listeners = new Set<Listener>();

  add(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  hear(message: string): void {
    for (const listener of this.#listeners) listener.hear(message);
  }

  missed(): void {
    for (const listener of this.#listeners) listener.missed();
  }
}
