import type { AuditEvent } from '@keywright/sdk';
import { shortTime } from '../parts/times.ts';
import { counted, type ToldOf, until } from './told.ts';

type TokenSentences = ToldOf<'user_token'>;
type AccountTokenSentences = ToldOf<'service_account_token'>;

/** Tokens of people and of service accounts, and what tokens may be made. */
export const tokenSentences: TokenSentences & AccountTokenSentences & ToldOf<'token_policy'> = {
  'user_token.create': (details, event) => created(details, event),
  'user_token.update': (details, event) => edited(details, event),
  'user_token.revoke': (owned, event) => `revoked ${tokenOf(owned, event)}`,
  'user_token.renew': (details, event) => `renewed ${tokenUntil(details, event)}`,
  'user_token.regenerate': (details, event) => `regenerated ${tokenUntil(details, event)}`,
  'user_token.rotate': (details, event) => rotated(details, event),
  'user_token.add_scopes': (details, event) => scoped('added', 'to', details, event),
  'user_token.remove_scopes': (details, event) => scoped('removed', 'from', details, event),
  'user_token.delete': (owned, event) => `deleted ${tokenOf(owned, event)}`,
  'user_token.delete_all': ({ deleted, spared_id }, { target, actor }) =>
    `deleted ${target.id === actor.id ? 'all tokens of their own' : `all tokens of ${target.name}`} (${deleted})${spared_id === null ? '' : ', but the one that asked for it'}`,
  'service_account_token.create': (details, event) => created(details, event),
  'service_account_token.update': (details, event) => edited(details, event),
  'service_account_token.revoke': (owned, event) => `revoked ${tokenOf(owned, event)}`,
  'service_account_token.renew': (details, event) => `renewed ${tokenUntil(details, event)}`,
  'service_account_token.regenerate': (details, event) =>
    `regenerated ${tokenUntil(details, event)}`,
  'service_account_token.rotate': (details, event) => rotated(details, event),
  'service_account_token.add_scopes': (details, event) => scoped('added', 'to', details, event),
  'service_account_token.remove_scopes': (details, event) =>
    scoped('removed', 'from', details, event),
  'service_account_token.delete': (owned, event) => `deleted ${tokenOf(owned, event)}`,
  'token_policy.update': (policy, { target }) =>
    `changed the token policy of ${target.name}: ${policyWords(policy).join(', ') || 'saved as it was'}`,
};

interface Owned {
  readonly owner_id: string;
  readonly owner_name: string;
}
type Living = Owned & { readonly expires_at: string | null };
type Details<A extends keyof TokenSentences> = Parameters<TokenSentences[A]>[0];

function created(
  { access, num_scopes, expires_at, ...owned }: Details<'user_token.create'>,
  event: AuditEvent,
): string {
  const scopes = access === 'scoped' ? ` with ${counted(num_scopes ?? 0, 'scope')}` : '';
  return `created ${tokenOf(owned, event, 'for')}${scopes}, ${until(expires_at)}`;
}

const edited = ({ name, ...owned }: Details<'user_token.update'>, event: AuditEvent): string =>
  name
    ? `renamed the token “${name.from}”${whose(owned, event, 'of')} to “${name.to}”`
    : `edited the description of ${tokenOf(owned, event)}`;

const rotated = (
  { rotation_ends_at, ...living }: Details<'user_token.rotate'>,
  event: AuditEvent,
): string =>
  `rotated ${tokenUntil(living, event)}; the old secret works until ${shortTime(Date.parse(rotation_ends_at))} at the latest`;

/** One scope is named; of several, how many. */
function scoped(
  verb: 'added' | 'removed',
  word: 'to' | 'from',
  { num_scopes, scopes, ...owned }: Details<'user_token.add_scopes'>,
  event: AuditEvent,
): string {
  const [only] = scopes;
  const what =
    num_scopes === 1 && only
      ? `the scope ${only.permission} on ${only.target_kind === 'site' ? 'everything' : `“${only.target_name}”`}`
      : counted(num_scopes, 'scope');
  return `${verb} ${what} ${word} ${tokenOf(owned, event)}`;
}

const tokenUntil = (living: Living, event: AuditEvent): string =>
  `${tokenOf(living, event)}, ${until(living.expires_at)}`;

const tokenOf = (owned: Owned, event: AuditEvent, word: 'for' | 'of' = 'of'): string =>
  `${event.target.name ? `the token “${event.target.name}”` : 'a token without a name'}${whose(owned, event, word)}`;

const whose = ({ owner_id, owner_name }: Owned, event: AuditEvent, word: 'for' | 'of'): string => {
  if (owner_id === event.actor.id) return '';
  return ` ${word} ${event.target.kind === 'service_account_token' ? `“${owner_name}”` : owner_name}`;
};

function policyWords(policy: Parameters<ToldOf<'token_policy'>['token_policy.update']>[0]) {
  const { max_life_days, allows_never_ending, allows_full_access, revoked_tokens } = policy;
  const uses = policy.max_requests_per_minute?.to;
  const days = max_life_days?.to;
  return [
    days !== undefined &&
      (days === null ? 'any length of life' : `at most ${counted(days, 'day')} of life`),
    allows_never_ending &&
      `${allows_never_ending.to ? 'tokens may' : 'no token may'} live without end`,
    allows_full_access &&
      `${allows_full_access.to ? 'tokens may' : 'no token may'} have full access`,
    uses !== undefined &&
      (uses === null
        ? 'tokens are used as often as one likes'
        : `${counted(uses, 'use')} a minute`),
    revoked_tokens > 0 && `${counted(revoked_tokens, 'token')} revoked`,
  ].filter((said) => typeof said === 'string');
}
