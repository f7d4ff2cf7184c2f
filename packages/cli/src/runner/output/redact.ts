/** A token of any kind: its id half spells `kwp_`, `kwb_` or `kwd_`, then come 22 characters, a dot and 48. */
const token = /\bkw[pbd]_[\w-]{22}\.[\w-]{48}/g;
/** What may be the beginning of one, at the end of a piece. */
const beginning = /k(?:w(?:[pbd](?:_[\w-]{0,22}(?:\.[\w-]{0,47})?)?)?)?$/;

/** Takes tokens out of a text that comes in pieces, also those that two pieces share. */
export function createRedactor(): { push(piece: string): string; end(): string } {
  let held = '';
  return {
    push(piece) {
      const text = (held + piece).replace(token, '[a token]');
      held = beginning.exec(text)?.[0] ?? '';
      return text.slice(0, text.length - held.length);
    },
    end() {
      const rest = held;
      held = '';
      return rest;
    },
  };
}
