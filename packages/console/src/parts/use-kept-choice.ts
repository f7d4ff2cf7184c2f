import { useState } from 'react';

/** Some words that a person chose for the look of a page, kept in this browser under a name. */
export function useKeptChoice(
  name: string,
): readonly [ReadonlySet<string>, (words: readonly string[]) => void] {
  const [words, setWords] = useState<readonly string[]>(() => read(name));
  const keep = (next: readonly string[]) => {
    setWords(next);
    write(name, next);
  };
  return [new Set(words), keep];
}

function read(name: string): readonly string[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(name) ?? '[]');
    return Array.isArray(kept) ? kept.filter((word) => typeof word === 'string') : [];
  } catch {
    return [];
  }
}

/** Browsers may refuse to keep anything; then the choice lasts as long as the page. */
function write(name: string, words: readonly string[]): void {
  try {
    localStorage.setItem(name, JSON.stringify(words));
  } catch {
    // Refused, as where the browser is told to keep nothing.
  }
}
