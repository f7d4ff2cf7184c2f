import { emailAddress } from '@keywright/contract';
import { fold } from '../../../storage/text-search.ts';
import { displayName } from './display-name.ts';
import { signInRefused } from './refused.ts';

/** What a provider says about somebody (OpenID Connect Core 1.0, 5.1). Nothing in it is taken on trust. */
export type Claims = Readonly<Record<string, unknown>>;

/** Who has signed in, as far as this site keeps it. */
export interface Person {
  readonly email: string;
  /** By which they are recognised. */
  readonly emailKey: string;
  readonly displayName: string;
  readonly pictureUrl: string | null;
  /** The mail domain, in lower case, where the provider vouches for who belongs to it; else null. */
  readonly domain: string | null;
}

const googleIssuer = 'https://accounts.google.com';
const maxPictureUrl = 2000;

/** Throws `sign_in_refused` where the e-mail address is missing, or must be verified and is not. */
export function personOf(claims: Claims, requireVerifiedEmail: boolean): Person {
  const { success, data: email } = emailAddress.safeParse(claims['email']);
  if (!success) throw signInRefused('email_missing');
  // Some providers send the word.
  const isVerified = [true, 'true'].includes(claims['email_verified'] as boolean | string);
  if (requireVerifiedEmail && !isVerified) throw signInRefused('email_unverified');
  const { picture } = claims;
  const isPicture =
    typeof picture === 'string' && picture !== '' && picture.length <= maxPictureUrl;
  return {
    email,
    emailKey: fold(email),
    displayName: displayName(claims, email),
    pictureUrl: isPicture ? picture : null,
    domain: vouchedDomain(claims, email),
  };
}

/**
 * Anybody can open a Google account with the address they have at work, and keep it when they leave. Google
 * speaks for the domain only with `hd`, or for its own mail:
 * https://developers.google.com/identity/gsi/web/guides/verify-google-id-token
 */
function vouchedDomain(claims: Claims, email: string): string | null {
  const domain = email.slice(email.lastIndexOf('@') + 1).toLowerCase();
  if (claims['iss'] !== googleIssuer) return domain;
  return typeof claims['hd'] === 'string' || domain === 'gmail.com' ? domain : null;
}
