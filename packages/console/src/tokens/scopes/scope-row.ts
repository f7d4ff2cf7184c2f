import type { NewTokenScope, ResourceRef } from '@keywright/sdk';

interface Named {
  readonly id: string;
  readonly name: string;
}

/** What one or more scopes are to be, as a form holds it: operations on entities of a type. */
export interface ScopeRow {
  readonly key: string;
  readonly type: string | undefined;
  /** Undefined: any. */
  readonly project: Named | undefined;
  /** Undefined: all of them. */
  readonly entity: Pick<ResourceRef, 'id' | 'name'> | undefined;
  readonly operations: readonly string[];
}

let rowsMade = 0;

/** An empty row, or one that says some of it already. */
export const newScopeRow = (start: Partial<Omit<ScopeRow, 'key'>> = {}): ScopeRow => ({
  type: undefined,
  project: undefined,
  entity: undefined,
  operations: [],
  ...start,
  key: `${++rowsMade}`,
});

/** What is still missing, by the row's place and field as the server would name them; empty where nothing is. */
export function scopeRowErrors(rows: readonly ScopeRow[]): Record<string, string> {
  const errors = rows.flatMap((row, at) =>
    Object.entries(missingIn(row)).map(([field, says]) => [`scopes.${at}.${field}`, says]),
  );
  return Object.fromEntries(errors);
}

function missingIn({ type, operations }: ScopeRow): Record<string, string> {
  if (!type) return { entity_type: 'Choose what the scope is about.' };
  return operations.length === 0 ? { operations: 'Choose at least one operation.' } : {};
}

type Sent = Omit<NewTokenScope, 'project_id' | 'entity_id'> & {
  readonly project_id?: string;
  readonly entity_id?: string;
};

/** As the request says them. Only for rows that lack nothing. */
export const scopesSent = (rows: readonly ScopeRow[]): Sent[] =>
  rows.map(({ type = '', project, entity, operations }) => ({
    entity_type: type,
    operations: [...operations],
    ...(project && { project_id: project.id }),
    ...(entity && { entity_id: entity.id }),
  }));

/** `scopes.1.entity_id` for row 1 as `entity_id`; the server calls a single operation `operation`. */
export function errorsOfRow(
  at: number,
  errors: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const start = `scopes.${at}`;
  return Object.fromEntries(
    Object.entries(errors)
      .filter(([field]) => field === start || field.startsWith(`${start}.`))
      .map(([field, says]) => [fieldOf(field.slice(start.length + 1)), says]),
  );
}

function fieldOf(name: string): string {
  if (name === '') return 'entity_type';
  return name.startsWith('operation') ? 'operations' : name;
}
