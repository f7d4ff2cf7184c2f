import type { ResourceRef } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { errorMessage } from '../parts/error-words.ts';
import { type Found, LookedUpSelect, useLookUp } from '../parts/looked-up-select.tsx';
import { resourcesQuery } from '../queries/access.ts';
import { wordsOf } from './resource-words.ts';

interface Props {
  readonly label: string;
  /** Only it and what stands below it: the site for everything one may see. */
  readonly within: ResourceRef;
  readonly value: ResourceRef | undefined;
  readonly onChange: (resource: ResourceRef | undefined) => void;
  readonly description?: string | undefined;
  readonly required?: boolean | undefined;
  readonly error?: string | undefined;
}

/** Looks up a place in the tree by name: an organization, project or env. */
export function ResourcePicker({ within, value, onChange, ...field }: Props) {
  const [search, onSearch] = useLookUp();
  const query = useQuery(resourcesQuery(within, search));
  const found = query.data ?? [];
  return (
    <LookedUpSelect
      placeholder="Search by name"
      {...field}
      value={value && optionOf(value, '')}
      onChange={(id) => {
        const one = found.find(({ resource }) => resource.id === id)?.resource;
        onChange(id === undefined ? undefined : (one ?? value));
      }}
      found={found.map(({ resource, above }) => optionOf(resource, above))}
      isLooking={query.isPending || query.isPlaceholderData}
      nothing={query.error ? errorMessage(query.error) : 'Nothing by that name that you may see.'}
      onSearch={onSearch}
    />
  );
}

function optionOf({ type, id, name }: ResourceRef, above: string): Found {
  const { word, icon } = wordsOf(type);
  return { value: id, label: name, icon, detail: above ? `${word} in ${above}` : word };
}
