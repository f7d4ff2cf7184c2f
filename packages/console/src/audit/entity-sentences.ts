import { counted, joined, type ToldOf } from './told.ts';

/** Entities, and the types that the site registers. */
export const entitySentences: ToldOf<'entity_type' | 'entity'> = {
  'entity_type.create': ({ operations }, { target }) =>
    `registered the entity type “${target.name}” with ${counted(operations.length, 'operation')}`,
  'entity_type.update': ({ title, description, operations }, { target }) =>
    joined([
      title && `called the entity type “${target.name}” “${title.to}”`,
      description && `edited the description of the entity type “${target.name}”`,
      operations &&
        `let the entity type “${target.name}” have the operations ${operations.to.join(', ')}`,
    ]) || `saved the entity type “${target.name}”`,
  'entity_type.delete': (_, { target }) => `deleted the entity type “${target.name}”`,
  'entity.create': ({ type, parent_name }, { target }) =>
    `created ${entity(type, target.name)} in ${parent_name}`,
  'entity.update': ({ type, name, metadata }, { target }) =>
    joined([
      name && `renamed ${entity(type, name.from)} to “${name.to}”`,
      metadata && `changed the metadata of ${entity(type, target.name)}`,
    ]) || `saved ${entity(type, target.name)}`,
  'entity.delete': ({ type, parent_name, grants, scopes }, { target }) => {
    const went = joined([
      grants > 0 && counted(grants, 'grant'),
      scopes > 0 && `${counted(scopes, 'scope')} of tokens`,
    ]);
    return `deleted ${entity(type, target.name)} of ${parent_name}${went && `, with ${went}`}`;
  },
};

/** `the channel “telemetry”`; registered types are called by their own word. */
const entity = (type: string, name: string): string => `the ${type.replaceAll('_', ' ')} “${name}”`;
