import { entityTypes, narrowestScope, standsInProject } from '@keywright/contract';

/** What a token may carry for one permission: everything by which scopes can differ. */
export const scopeVariants = [
  'no scope',
  'other type',
  'other entity',
  'other project',
  'exact scope',
  'wildcard',
  'full',
] as const;
export type ScopeVariant = (typeof scopeVariants)[number];

/** Where an operation is tried, and what is beside it; ids. */
export interface ScopePlaces {
  readonly entity: string;
  /** Of the same type in the same project. */
  readonly otherEntity: string;
  readonly project: string;
  readonly otherProject: string;
}

/** A scope as it is asked for. */
export interface AskedScope {
  readonly entity_type: string;
  readonly operation: string;
  readonly project_id?: string;
  readonly entity_id?: string;
}

/**
 * The scope of a permission in this variant; null: none of it. Undefined: there is none such, because the operation is
 * decided higher up (see `narrowestScope`).
 */
export function scopeIn(
  variant: Exclude<ScopeVariant, 'full'>,
  permission: string,
  places: ScopePlaces,
): AskedScope | null | undefined {
  const [entity_type = '', operation = ''] = permission.split('.');
  const narrowest = narrowestScope(entity_type, operation);
  const everywhere = { entity_type, operation };
  switch (variant) {
    case 'no scope':
      return null;
    case 'other type':
      return otherType(entity_type, operation);
    case 'other entity':
      return narrowest === 'entity' ? { ...everywhere, entity_id: places.otherEntity } : undefined;
    case 'other project': {
      const hasProject = narrowest !== 'site' && standsInProject(entity_type);
      return hasProject ? { ...everywhere, project_id: places.otherProject } : undefined;
    }
    case 'exact scope':
      if (narrowest === 'site') return everywhere;
      return narrowest === 'project'
        ? { ...everywhere, project_id: places.project }
        : { ...everywhere, entity_id: places.entity };
    case 'wildcard':
      return everywhere;
    default:
      throw variant satisfies never;
  }
}

/** The same operation on everything of another type; where only this type has it, that of reading. */
function otherType(type: string, operation: string): AskedScope {
  const others = ['channel', 'env', 'organization'].filter((other) => other !== type);
  const has = (other: string) =>
    (entityTypes[other as 'env'] as readonly string[]).includes(operation);
  const other = others.find(has);
  return other === undefined
    ? { entity_type: others[0] ?? '', operation: 'read' }
    : { entity_type: other, operation };
}
