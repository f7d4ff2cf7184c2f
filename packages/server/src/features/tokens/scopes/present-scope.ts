import type { AuditChange, ProjectId, TokenScope } from '@keywright/contract';
import { wireTime } from '../../../request/time.ts';
import type { ScopeRow } from './queries.ts';

/** A scope as the wire shows it. */
export function presentScope(row: ScopeRow): TokenScope {
  const [entity_type = '', operation = ''] = row.permission.split('.');
  const isOne = row.target_type !== 'site' && row.target_type !== 'project';
  return {
    id: row.id,
    created_at: wireTime(row.created_at),
    entity_type,
    operation,
    project:
      row.project_id === null
        ? null
        : { id: row.project_id as string as ProjectId, name: row.project_name ?? '' },
    entity: isOne ? { type: row.target_type, id: row.target_id, name: row.target_name } : null,
    covered_by: row.covered_by,
  };
}

/** So many are written down with each change. */
export const recorded = 100;

type ChangedScopes = Pick<
  (AuditChange & { action: 'user_token.add_scopes' })['details'],
  'num_scopes' | 'scopes'
>;

/** What the record says of scopes that came or went; `rows`: as many of them as it names. */
export function scopeDetails(count: number, rows: readonly ScopeRow[]): ChangedScopes {
  return {
    num_scopes: count,
    scopes: rows.slice(0, recorded).map((row) => ({
      permission: row.permission,
      target_kind: row.target_type,
      target_id: row.target_id,
      target_name: row.target_name,
    })),
  };
}
