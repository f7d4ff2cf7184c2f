import type { ListedEntityType } from '@keywright/sdk';

export interface TypeSearch {
  readonly search?: string | undefined;
  readonly kind?: 'registered' | 'built_in' | undefined;
}

/** The types that a search lets through: by word, title, description or operation; registered ones first. */
export function soughtTypes(
  types: readonly ListedEntityType[],
  { search = '', kind }: TypeSearch,
): readonly ListedEntityType[] {
  const wanted = search.toLowerCase();
  return types
    .filter(({ is_built_in }) => kind === undefined || (kind === 'built_in') === is_built_in)
    .filter(({ type, title, description, operations }) =>
      [type, title, description, ...operations.map((one) => `${type}.${one}`)].some((text) =>
        text.toLowerCase().includes(wanted),
      ),
    )
    .toSorted((a, b) => Number(a.is_built_in) - Number(b.is_built_in));
}
