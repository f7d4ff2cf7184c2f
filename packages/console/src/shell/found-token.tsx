import { parseToken } from '@keywright/sdk';
import type { SpotlightActionGroupData } from '@mantine/spotlight';
import { IconKey } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { isUuid } from '../parts/uuid.ts';
import { useProfile } from '../queries/profile.ts';
import { serviceAccountTokenQuery } from '../queries/service-account-tokens.ts';
import { userTokenQuery } from '../queries/user-tokens.ts';
import { type AnyToken, isPersonal } from '../tokens/any-token.ts';
import { tokenName } from '../tokens/token-name.ts';
import { finder } from './finder-store.ts';

/** By the id; a whole token, pasted from a log where it should not be, is taken apart here and never sent. */
export function useToken(text: string): SpotlightActionGroupData[] {
  const goTo = useGoToToken();
  const token = useTokenOf(text);
  if (!token) return [];
  return [
    {
      group: 'Tokens',
      actions: [
        {
          id: token.id,
          label: tokenName(token),
          description: `${token.state}, ${token.id}`,
          leftSection: <IconKey size={20} stroke={1.7} />,
          onClick: () => {
            finder.close();
            void goTo(token);
          },
        },
      ],
    },
  ];
}

/** A bare id does not say whose token it is: a person's is looked for first, then a service account's. */
function useTokenOf(text: string): AnyToken | undefined {
  const parsed = parseToken(text);
  const id = isUuid(text) ? text.toLowerCase() : parsed?.id;
  const isOfAccount = parsed?.kind === 'service_account';
  const personal = useQuery({
    ...userTokenQuery(id ?? ''),
    enabled: id !== undefined && !isOfAccount,
    retry: false,
  });
  const ofAccount = useQuery({
    ...serviceAccountTokenQuery(id ?? ''),
    enabled: id !== undefined && (isOfAccount || personal.isError),
    retry: false,
  });
  return id === undefined ? undefined : (personal.data ?? ofAccount.data);
}

function useGoToToken() {
  const navigate = useNavigate();
  const { user } = useProfile();
  return (token: AnyToken) => {
    const search = { search: token.id };
    if (!isPersonal(token)) {
      const params = { id: token.service_account_id };
      // Filters of a list that stands on several pages belong to the type of none of them.
      return navigate({ to: '/service-accounts/$id', params, search: search as never });
    }
    return token.user_id === user.id
      ? navigate({ to: '/profile/user-tokens', search })
      : navigate({ to: '/admin/users/$id', params: { id: token.user_id }, search });
  };
}
