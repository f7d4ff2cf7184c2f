/** A field's change for the record, to be spread into its details; nothing where there was none. */
export function changed<Field extends string, T>(
  field: Field,
  from: T,
  to: T,
): { [F in Field]?: { from: T; to: T } } {
  return from === to ? {} : ({ [field]: { from, to } } as { [F in Field]: { from: T; to: T } });
}
