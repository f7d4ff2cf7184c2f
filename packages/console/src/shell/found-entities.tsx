import type { ResourceType } from '@keywright/sdk';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { wordsOf } from '../access/resource-words.ts';
import { useTypeWord } from '../entities/use-entity-types.ts';
import { entitiesQuery } from '../queries/entities.ts';
import { isWord } from './is-word.ts';

/** Channels, clients, groups, dashboards and the like, by name or by id. */
export function useEntities(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const wordOf = useTypeWord();
  const enabled = isWord(text);
  const found = useQuery({ ...entitiesQuery({ search: text, per_page: 5 }), enabled });
  const actions = ((enabled && found.data?.items) || []).map(
    ({ id, name, type, organization, project }) => {
      const { icon: Icon } = wordsOf(type as ResourceType);
      return {
        id,
        label: name,
        description: `${wordOf(type)} in ${organization.name} / ${project.name}`,
        leftSection: <Icon size={20} stroke={1.7} />,
        onClick: () => void navigate({ to: '/entities/$id', params: { id } }),
      };
    },
  );
  return actions.length > 0 ? [{ group: 'Entities', actions }] : [];
}
