import { useQuery } from '@tanstack/react-query';
import { wordsOf } from '../../access/resource-words.ts';
import { errorMessage } from '../../parts/error-words.ts';
import { LookedUpSelect, useLookUp } from '../../parts/looked-up-select.tsx';
import { type FoundEntity, scopeEntitiesQuery } from '../../queries/scope-entities.ts';
import type { ScopeRow } from './scope-row.ts';

interface Props {
  readonly label: string;
  readonly type: string;
  readonly projectId?: string | undefined;
  readonly placeholder: string;
  readonly description?: string | undefined;
  readonly required?: boolean;
  readonly error?: string | undefined;
  readonly value: ScopeRow['entity'];
  readonly onChange: (entity: FoundEntity['entity'] | undefined) => void;
}

/** Looks up one entity of a type by name; empty it means all of them. */
export function EntityChoice({ type, projectId, value, onChange, ...field }: Props) {
  const [search, onSearch] = useLookUp();
  const query = useQuery(scopeEntitiesQuery({ type, projectId, search }));
  const found = query.data ?? [];
  const { word, icon } = wordsOf(type as Parameters<typeof wordsOf>[0]);
  return (
    <LookedUpSelect
      {...field}
      clearable
      value={value && { value: value.id, label: value.name, icon, detail: word }}
      onChange={(id) => {
        if (id === value?.id) return;
        onChange(found.find(({ entity }) => entity.id === id)?.entity);
      }}
      found={found.map(({ entity, above }) => ({
        value: entity.id,
        label: entity.name,
        icon,
        detail: above ? `in ${above}` : word,
      }))}
      isLooking={query.isPending || query.isPlaceholderData}
      nothing={query.error ? errorMessage(query.error) : 'Nothing by that name that you may see.'}
      onSearch={onSearch}
    />
  );
}
