/**
 * Gives the key under which a request can be sent again: the same for the same body, so that an answer that was lost on
 * the way is given again rather than made anew. Nobody can guess it.
 */
export function createRepeatKey(): (body: object) => string {
  const keys = new Map<string, string>();
  return (body) => {
    const text = JSON.stringify(body);
    const key = keys.get(text) ?? randomText();
    keys.set(text, key);
    return key;
  };
}

/** Not by `randomUUID`, which browsers leave out where a page came over plain http from another machine. */
const randomText = (): string =>
  Array.from(crypto.getRandomValues(new Uint8Array(18)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('');
