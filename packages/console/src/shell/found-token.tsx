import { parseToken } from '@keywright/sdk';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isUuid } from '../parts/uuid.ts';
import { useProfile } from '../queries/profile.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import { tokenName } from '../tokens/token-name.ts';
import { finder } from './finder-store.ts';

/** By the id; a whole token, pasted from a log where it should not be, is taken apart here and never sent. */
export function useToken(text: string): SpotlightActionGroupData[] {
  const navigate = useNavigate();
  const { user } = useProfile();
  const id = isUuid(text) ? text.toLowerCase() : parseToken(text)?.id;
  const { data: token } = useQuery({
    ...userTokenQuery(id ?? ''),
    enabled: id !== undefined,
    retry: false,
  });
  if (!id || !token) return [];
  const go = () => {
    finder.close();
    return token.user_id === user.id
      ? navigate({ to: '/profile/user-tokens', search: { search: token.id } })
      : navigate({
          to: '/admin/users/$id',
          params: { id: token.user_id },
          search: { search: token.id },
        });
  };
  return [
    {
      group: 'Tokens',
      actions: [
        {
          id: token.id,
          label: tokenName(token),
          description: `${token.state}, ${token.id}`,
          leftSection: <IconKey size={20} stroke={1.7} />,
          onClick: () => void go(),
        },
      ],
    },
  ];
}
