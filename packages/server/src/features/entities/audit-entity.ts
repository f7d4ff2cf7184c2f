import type { EntityRow } from './queries.ts';

/** How the record names an entity. */
export const auditTarget = ({ id, name }: Pick<EntityRow, 'id' | 'name'>) =>
  ({ kind: 'entity', id, name }) as const;

/** Where an entity stands and of which type it is, for the record. */
export function auditPlace(row: Pick<EntityRow, 'project_id' | 'project_name' | 'type'>) {
  if (row.project_id === null) throw new Error('An entity stands in a project.');
  return { parent_id: row.project_id, parent_name: row.project_name, type: row.type };
}
