import type { SentTo, TokenAccess } from '@keywright/sdk';
import { useForm } from '@mantine/form';
import { type ExpiryChoice, expiryMissing, expirySent } from './expiry.ts';
import { type ScopeRow, scopeRowErrors, scopesSent } from './scopes/scope-row.ts';

/** A new token as its form holds it. */
export interface NewToken {
  readonly name: string;
  readonly description: string;
  readonly choice: ExpiryChoice;
  readonly date: string;
  readonly access: TokenAccess;
  readonly scopes: readonly ScopeRow[];
}

const empty: NewToken = {
  name: '',
  description: '',
  choice: '30d',
  date: '',
  access: 'full',
  scopes: [],
};

export const useNewTokenForm = () => useForm({ initialValues: empty, validate: missingIn });

/** What is still missing, by field; empty where nothing is. */
function missingIn({ name, choice, date, access, scopes }: NewToken): Record<string, string> {
  const undated = expiryMissing(choice, date);
  return {
    ...(!name.trim() && { name: 'Say what it is for, so that you know it again.' }),
    ...(undated && { date: undated }),
    ...(access === 'scoped' && scopeRowErrors(scopes)),
  };
}

type Sent = Omit<NonNullable<NonNullable<SentTo<'createUserToken'>['body']>>, 'user_id'>;

/** As the request says it. */
export const newTokenSent = ({
  name,
  description,
  choice,
  date,
  access,
  scopes,
}: NewToken): Sent => ({
  name,
  description,
  ...expirySent(choice, date),
  access,
  ...(access === 'scoped' && { scopes: scopesSent(scopes) }),
});

/** What the server says of fields, by the names that the form has for them. */
export function newTokenErrors(said: Readonly<Record<string, string>>): Record<string, string> {
  const { expires_at, duration, ...rest } = said;
  const date = expires_at ?? duration;
  const shown = Object.entries(rest).filter(
    ([field]) => ['name', 'description', 'access'].includes(field) || /^scopes\.\d/.test(field),
  );
  return { ...Object.fromEntries(shown), ...(date && { date }) };
}
