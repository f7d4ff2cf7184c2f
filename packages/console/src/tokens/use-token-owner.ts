import { useQuery } from '@tanstack/react-query';
import type { Step } from '../parts/page-header.tsx';
import { useProfile } from '../queries/profile.ts';
import { serviceAccountQuery } from '../queries/service-accounts.ts';
import { userQuery } from '../queries/users.ts';
import { accountWord, pageOf, trailOf } from '../service-accounts/account-words.ts';
import { type AnyToken, isPersonal } from './any-token.ts';

type Place =
  | { readonly to: '/profile/user-tokens' }
  | {
      readonly to: '/admin/users/$id' | '/admin/bots/$id' | '/service-accounts/$id';
      readonly params: { readonly id: string };
    };

/** Whose a token is, as its page has it. */
export interface TokenOwner {
  /** Undefined: the reader's own, or somebody who is not known yet. */
  readonly name: string | undefined;
  readonly isSelf: boolean;
  /** “you”, “Ada”, “the bot exporter”. */
  readonly words: string;
  /** Why none of their tokens is taken now: "the bot is expired". */
  readonly stopped: string | undefined;
  readonly trail: readonly Step[];
  /** Where the list is that the token stands in. */
  readonly list: Place;
}

export function useTokenOwner(token: AnyToken): TokenOwner {
  const { user } = useProfile();
  const personId = isPersonal(token) ? token.user_id : undefined;
  const isSelf = personId === user.id;
  const person = useQuery({
    ...userQuery(personId ?? ''),
    enabled: personId !== undefined && !isSelf,
  }).data;
  const accountId = isPersonal(token) ? undefined : token.service_account_id;
  const account = useQuery({
    ...serviceAccountQuery(accountId ?? ''),
    enabled: accountId !== undefined,
  }).data;
  if (isSelf) return self;
  if (personId !== undefined) {
    const list = { to: '/admin/users/$id', params: { id: personId } } as const;
    return {
      name: person?.display_name,
      isSelf: false,
      words: person?.display_name ?? 'its owner',
      stopped: person && !person.is_active ? 'the person is inactive' : undefined,
      trail: [
        { label: 'People', to: '/admin/users' },
        { label: person?.display_name ?? 'Person', ...list },
      ],
      list,
    };
  }
  if (!account) {
    const list = { to: '/service-accounts/$id', params: { id: accountId ?? '' } } as const;
    return {
      ...{ name: undefined, isSelf: false, words: 'its service account', stopped: undefined },
      ...{ trail: [], list },
    };
  }
  const word = accountWord(account.home);
  const list = { to: pageOf(account.home), params: { id: account.id } };
  return {
    name: account.name,
    isSelf: false,
    words: `the ${word} ${account.name}`,
    stopped: account.state === 'enabled' ? undefined : `the ${word} is ${account.state}`,
    trail: [...trailOf(account.home), { label: account.name, ...list }],
    list,
  };
}

const self: TokenOwner = {
  name: undefined,
  isSelf: true,
  words: 'you',
  stopped: undefined,
  trail: [
    { label: 'You', to: '/profile/you' },
    { label: 'Personal access tokens', to: '/profile/user-tokens' },
  ],
  list: { to: '/profile/user-tokens' },
};
