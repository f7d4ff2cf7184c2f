import {
  type ListedEntityType,
  narrowestScope,
  permissionOf,
  type ScopeWidth,
  scopeWidths,
  unscopable,
} from '@keywright/sdk';
import type { ScopeRow } from './scope-row.ts';

export interface ScopeOperation {
  readonly name: string;
  readonly meaning: string | undefined;
  /** Why it cannot be chosen for what the row names now. */
  readonly barred: string | undefined;
}

/** How narrow the row is: everything, a project, or one entity. */
function widthOf({ project, entity }: Pick<ScopeRow, 'project' | 'entity'>): ScopeWidth {
  if (entity) return 'entity';
  return project ? 'project' : 'site';
}

/** The operations of a type that a scope can name at all, and which of them fit what the row names. */
export function operationsFor(
  { type, operations, meanings }: ListedEntityType,
  row: Pick<ScopeRow, 'project' | 'entity'>,
): readonly ScopeOperation[] {
  const width = scopeWidths.indexOf(widthOf(row));
  return scopableOperations({ type, operations }).map((name) => {
    const narrowest = narrowestScope(type, name);
    const isTooNarrow = scopeWidths.indexOf(narrowest) < width;
    return {
      name,
      meaning: meanings[name],
      barred: isTooNarrow ? barredBy[narrowest] : undefined,
    };
  });
}

/** Those that a scoped token can ever use. */
export const scopableOperations = ({
  type,
  operations,
}: Pick<ListedEntityType, 'type' | 'operations'>): readonly string[] =>
  operations.filter((operation) => !unscopable.has(permissionOf(type, operation)));

const barredBy: Record<ScopeWidth, string> = {
  site: 'Only for all of them at once.',
  project: 'Only for all of them in a project, or everywhere.',
  entity: '',
};

/** The row without operations that do not fit what it names now. */
export function fitted(row: ScopeRow, type: ListedEntityType | undefined): ScopeRow {
  if (!type) return row;
  const fits = new Set(
    operationsFor(type, row)
      .filter(({ barred }) => barred === undefined)
      .map(({ name }) => name),
  );
  return { ...row, operations: row.operations.filter((operation) => fits.has(operation)) };
}
