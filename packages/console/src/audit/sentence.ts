import type { AuditAction, AuditEvent } from '@keywright/sdk';
import { shortTime } from '../parts/times.ts';
import { accessSentences } from './access-sentences.ts';
import { accountSentences } from './account-sentences.ts';
import { deploymentSentences } from './deployment-sentences.ts';
import { entitySentences } from './entity-sentences.ts';
import { tokenSentences } from './token-sentences.ts';
import type { Told } from './told.ts';
import { treeSentences } from './tree-sentences.ts';

/** What was done, after the actor's name. One line per action: a new one without words does not compile. */
const told: { readonly [A in AuditAction]: Told<A> } = {
  'user.create': ({ via, email, is_active, is_admin }, { target, actor }) =>
    [
      target.id === actor.id
        ? `came for the first time, as ${email}`
        : `${addedBy[via]} ${nameAndMail(target.name, email)}`,
      is_admin && 'a site administrator',
      !is_active && 'not yet active',
    ]
      .filter(Boolean)
      .join(', '),
  'user.update': ({ is_active, is_admin }, { target }) =>
    [
      is_active && `${is_active.to ? 'activated' : 'deactivated'} ${target.name}`,
      is_admin &&
        (is_admin.to
          ? `made ${target.name} a site administrator`
          : `removed ${target.name} as site administrator`),
    ]
      .filter(Boolean)
      .join(' and ') || `changed ${target.name}`,
  'session.create': ({ via, is_active, device_name }) =>
    `signed in with ${signedInWith(via, device_name)}${is_active ? '' : ', while not active'}`,
  'session.end': ({ because, owner_name }, { actor }) =>
    because === 'code_used_twice'
      ? `ended a session of ${owner_name}: the code that opened it came a second time`
      : owner_name === actor.name
        ? 'ended a session of their own'
        : `ended a session of ${owner_name}`,
  'sign_in.approve': ({ device_name }) => `let a program on “${device_name}” act for them`,
  'sign_in.refuse': ({ device_name }) =>
    `refused to let a program on “${device_name}” act for them`,
  'session.end_all': ({ ended }, { target, actor }) =>
    `signed ${target.id === actor.id ? 'themselves' : target.name} out everywhere (${ended} ${ended === 1 ? 'session' : 'sessions'})`,
  ...tokenSentences,
  ...entitySentences,
  ...treeSentences,
  ...accessSentences,
  ...accountSentences,
  ...deploymentSentences,
  'site.restore': ({ taken_at }) =>
    `restored the site from the backup of ${shortTime(Date.parse(taken_at))}`,
  'access.denied': ({ endpoint, permission }) =>
    `was denied ${endpoint}, for want of ${permission}`,
};

const signedInWith = (via: 'browser' | 'api', device: string | undefined): string => {
  if (device !== undefined) return `a terminal on “${device}”`;
  return via === 'browser' ? 'a browser' : 'an API client';
};

const addedBy = {
  sign_in: 'added, at the first sign-in,',
  invitation: 'invited',
  operator: 'added, from the server’s shell,',
  development: 'added the sample account',
} as const;

const nameAndMail = (name: string, email: string) =>
  name === email ? email : `${name} (${email})`;

/** An event as a sentence without its subject: "revoked the token “laptop” of Ada". */
export function sentenceOf(event: AuditEvent): string {
  try {
    return (told[event.action] as Told<AuditAction>)(event.details as never, event);
  } catch {
    // Written by an older or newer server, with other details than this page knows.
    return `${event.action} ${event.target.name}`;
  }
}
