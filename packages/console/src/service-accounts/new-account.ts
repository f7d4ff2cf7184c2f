import type { SentTo, TokenAccess } from '@keywright/sdk';
import { useForm } from '@mantine/form';
import { type GrantRow, grantRowErrors, grantsSent } from '../grants/grant-rows.ts';
import { type ExpiryChoice, expiryMissing, expirySent } from '../tokens/expiry.ts';
import { type ScopeRow, scopeRowErrors, scopesSent } from '../tokens/scopes/scope-row.ts';

/** A new account as its form holds it. */
export interface NewAccount {
  readonly name: string;
  readonly description: string;
  readonly choice: ExpiryChoice;
  readonly date: string;
  readonly grants: readonly GrantRow[];
  readonly with_token: boolean;
  readonly token_name: string;
  readonly token_choice: ExpiryChoice;
  readonly token_date: string;
  readonly token_access: TokenAccess;
  readonly token_scopes: readonly ScopeRow[];
}

const emptyAccount: NewAccount = {
  name: '',
  description: '',
  choice: 'never',
  date: '',
  grants: [],
  with_token: true,
  token_name: '',
  token_choice: '30d',
  token_date: '',
  token_access: 'full',
  token_scopes: [],
};

export const useNewAccountForm = () =>
  useForm({ initialValues: emptyAccount, validate: missingIn });
export type NewAccountForm = ReturnType<typeof useNewAccountForm>;

/** What is still missing, by field; empty where nothing is. */
function missingIn(account: NewAccount): Record<string, string> {
  const { name, choice, date, grants, with_token, token_choice, token_date } = account;
  const isScoped = with_token && account.token_access === 'scoped';
  const undated = expiryMissing(choice, date);
  const tokenUndated = with_token && expiryMissing(token_choice, token_date);
  return {
    ...(!name.trim() && { name: 'Give it a name.' }),
    ...(undated && { date: undated }),
    ...grantRowErrors(grants),
    ...(tokenUndated && { token_date: tokenUndated }),
    ...(isScoped && scopeRowErrors(account.token_scopes)),
  };
}

/** The account, what it may do and its first token: one request, all or nothing. */
export function newAccountSent(
  account: NewAccount,
  homeId: string,
): SentTo<'createServiceAccount'>['body'] {
  const { name, description, choice, date, grants, with_token } = account;
  const { token_name, token_choice, token_date, token_access, token_scopes } = account;
  return {
    name,
    description,
    home_id: homeId,
    ...expirySent(choice, date),
    ...(grants.length > 0 && { grants: grantsSent(grants) }),
    ...(with_token && {
      token: {
        ...(token_name.trim() && { name: token_name }),
        ...expirySent(token_choice, token_date),
        access: token_access,
        ...(token_access === 'scoped' && { scopes: scopesSent(token_scopes) }),
      },
    }),
  };
}
