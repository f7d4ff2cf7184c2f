import { fold } from '../../../storage/text-search.ts';
import type { Person } from './person.ts';

/** Whom this site lets in, and as what. */
export interface SignInPolicy {
  /** These become site administrators when they sign in, unless somebody decided otherwise by hand. */
  readonly adminEmails: readonly string[];
  /** A new person of one of these mail domains is active from the start. Exact: no subdomains. */
  readonly autoActivateDomains: readonly string[];
  /** These are active from the start too. For the development sign-in's sample accounts. */
  readonly activeEmails?: readonly string[];
  /**
   * Without it, whoever can set an address at the provider can be anybody here. False is for providers that
   * never say, where their administrators alone set addresses.
   */
  readonly requireVerifiedEmail: boolean;
}

export interface Standing {
  readonly isAdmin: boolean;
  readonly isActive: boolean;
}

/**
 * What a person becomes by signing in. `known` is what they were, or undefined at the first time. Not for people
 * whose standing was set by hand: an administrator who was stopped must not come back by signing in again.
 */
export function standingAfterSignIn(
  person: Pick<Person, 'emailKey' | 'domain'>,
  known: Standing | undefined,
  policy: SignInPolicy,
): Standing {
  const isListed = (emails: readonly string[]) =>
    emails.some((email) => fold(email.trim()) === person.emailKey);
  if (isListed(policy.adminEmails)) return { isAdmin: true, isActive: true };
  if (known) return known;
  const isOfDomain = policy.autoActivateDomains.some(
    (domain) => domain.trim().toLowerCase() === person.domain,
  );
  return { isAdmin: false, isActive: isOfDomain || isListed(policy.activeEmails ?? []) };
}
