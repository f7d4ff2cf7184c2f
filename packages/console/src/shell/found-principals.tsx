import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { principalPages } from '../grants/principal-page.ts';
import { principalWords } from '../grants/principal-words.ts';
import { principalsQuery } from '../queries/grants.ts';
import { useProfile } from '../queries/profile.ts';
import { isWord } from './is-word.ts';

/** People, for those who may see their pages, and service accounts. Deployments are found as nodes of the tree. */
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
  const shown = (kind: 'user' | 'service_account', group: string) => {
    const { icon: Icon } = principalWords[kind];
    const actions = principals
      .filter((principal) => principal.kind === kind)
      .map(({ id, name, detail }) => ({
        id,
        label: name,
        description: detail,
        leftSection: <Icon size={20} stroke={1.7} />,
        onClick: () => void navigate({ to: principalPages[kind], params: { id } }),
      }));
    return actions.length > 0 ? [{ group, actions }] : [];
  };
  return [...shown('user', 'People'), ...shown('service_account', 'Bots and service accounts')];
}
