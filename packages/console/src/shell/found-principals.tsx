import type { ListedPrincipal } from '@keywright/sdk';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconRobot, IconUser } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { principalsQuery } from '../queries/grants.ts';
import { useProfile } from '../queries/profile.ts';
import { isWord } from './is-word.ts';

/** People, for those who may see their pages, and service accounts. */
export function usePrincipals(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const withPeople = useProfile().abilities.includes('manage_users');
  const enabled = isWord(text);
  const found = useQuery({
    ...principalsQuery({
      search: text,
      per_page: 8,
      ...(!withPeople && { kind: 'service_account' }),
    }),
    enabled,
  });
  const principals = (enabled && found.data?.items) || [];
  const shown = (kind: ListedPrincipal['kind'], group: string, Icon: typeof IconUser) => {
    const actions = principals
      .filter((principal) => principal.kind === kind)
      .map(({ id, name, detail }) => ({
        id,
        label: name,
        description: detail,
        leftSection: <Icon size={20} stroke={1.7} />,
        onClick: () => void navigate({ to: pages[kind], params: { id } }),
      }));
    return actions.length > 0 ? [{ group, actions }] : [];
  };
  return [
    ...shown('user', 'People', IconUser),
    ...shown('service_account', 'Service accounts', IconRobot),
  ];
}

const pages = { user: '/admin/users/$id', service_account: '/service-accounts/$id' } as const;
