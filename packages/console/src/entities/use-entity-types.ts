import { builtInEntityTypes, type ListedEntityType, type ResourceType } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { wordsOf } from '../access/resource-words.ts';
import { entityTypesQuery } from '../queries/entity-types.ts';

const builtIn: ReadonlySet<string> = new Set(builtInEntityTypes);

/** Whether there are entities of a type: built in or registered; not an env, say, which has pages of its own. */
const isOfEntities = ({ type, is_built_in }: ListedEntityType): boolean =>
  !is_built_in || builtIn.has(type);

/** The types that entities are of. */
export function useEntityTypes(): readonly ListedEntityType[] {
  return (useQuery(entityTypesQuery).data?.items ?? []).filter(isOfEntities);
}

/** What one entity of a type is called: "Channel", or the title that a registered type was given. */
export function useTypeWord(): (type: string) => string {
  const types = useEntityTypes();
  return (type) => {
    const registered = types.find((one) => one.type === type && !one.is_built_in);
    return registered?.title ?? wordsOf(type as ResourceType).word;
  };
}
