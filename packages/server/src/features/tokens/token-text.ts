import { changed } from '../../audit/changed.ts';

/** What people call a token. */
export interface TokenText {
  readonly name: string;
  readonly description: string;
}

/** A token's text once what was sent is in place; what was left out stays. */
export function textAfter(
  row: TokenText,
  wanted: { readonly [Field in keyof TokenText]?: string | undefined },
): TokenText {
  return {
    name: wanted.name ?? row.name,
    description: wanted.description ?? row.description,
  };
}

/** What the record says of it; empty where all was already so. */
export function textChanges(from: TokenText, to: TokenText) {
  return {
    ...changed('name', from.name, to.name),
    ...changed('description', from.description, to.description),
  };
}
