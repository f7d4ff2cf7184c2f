import type { DataSet } from './data-set.ts';

/** One request worth timing. */
export interface Case {
  readonly title: string;
  readonly path: string;
  /** Who asks; an administrator without it. */
  readonly secret?: string;
}

const tokens = '/api/v2/user-tokens';
const users = '/api/v2/users';
const events = '/api/v2/audit-events';

/** Every way to list, filter, search and page, each at its most expensive. */
export function casesOf({ questions }: DataSet): Case[] {
  const { usual, busiest, tokenId, eventTarget, days } = questions;
  const iso = (ms: number) => new Date(ms).toISOString();
  return [
    { title: 'users', path: users },
    { title: 'users: a common name ("mar")', path: `${users}?display_name=mar` },
    { title: 'users: a rare name ("quixley")', path: `${users}?display_name=quixley` },
    { title: 'users: a name nobody has', path: `${users}?display_name=xyzzyx` },
    { title: 'users: two letters ("ma")', path: `${users}?display_name=ma` },
    { title: 'users: e-mail, one person', path: `${users}?email=.77@example` },
    { title: 'users: e-mail, everybody', path: `${users}?email=example.com` },
    { title: 'users: name or e-mail', path: `${users}?search=silva` },
    { title: 'users: active', path: `${users}?is_active=true` },
    { title: 'users: inactive', path: `${users}?is_active=false` },
    { title: 'users: admins', path: `${users}?is_admin=true` },
    { title: 'users: active admins', path: `${users}?is_admin=true&is_active=true` },
    { title: 'users: active, a common name', path: `${users}?is_active=true&search=mar` },
    { title: 'users: half way through', path: `${users}?page=1000` },
    { title: 'tokens: my own', path: tokens, secret: usual.secret },
    { title: 'tokens: my own, active', path: `${tokens}?state=active`, secret: usual.secret },
    { title: 'tokens: my own, by name', path: `${tokens}?search=deploy`, secret: usual.secret },
    { title: 'tokens: all', path: tokens },
    { title: 'tokens: of one person', path: `${tokens}?user_id=${usual.id}` },
    { title: 'tokens: of the busiest person', path: `${tokens}?user_id=${busiest.id}` },
    {
      title: 'tokens: of the busiest person, active',
      path: `${tokens}?user_id=${busiest.id}&state=active`,
    },
    { title: 'tokens: active', path: `${tokens}?state=active` },
    { title: 'tokens: expired', path: `${tokens}?state=expired` },
    { title: 'tokens: revoked', path: `${tokens}?state=revoked` },
    { title: 'tokens: a common name ("deploy")', path: `${tokens}?search=deploy` },
    { title: 'tokens: a rare name ("quartz")', path: `${tokens}?search=quartz` },
    { title: 'tokens: a name none has', path: `${tokens}?search=xyzzyx` },
    { title: 'tokens: two letters ("ci")', path: `${tokens}?search=ci` },
    { title: 'tokens: by id', path: `${tokens}?search=${tokenId}` },
    { title: 'tokens: page 100', path: `${tokens}?page=100` },
    { title: 'tokens: half way through', path: `${tokens}?page=10000` },
    { title: 'audit', path: events },
    { title: 'audit: an action', path: `${events}?action=user_token.create` },
    { title: 'audit: a rarer action', path: `${events}?action=user_token.revoke` },
    { title: 'audit: operators', path: `${events}?actor_kind=operator` },
    { title: 'audit: a person', path: `${events}?actor_id=${usual.id}` },
    { title: 'audit: the busiest person', path: `${events}?actor_id=${busiest.id}` },
    {
      title: 'audit: the busiest person, one action',
      path: `${events}?actor_id=${busiest.id}&action=user_token.revoke`,
    },
    { title: 'audit: on one token', path: `${events}?target_id=${eventTarget}` },
    {
      title: 'audit: two days',
      path: `${events}?since=${iso(days.since)}&until=${iso(days.until)}`,
    },
    { title: 'audit: page 100', path: `${events}?page=100` },
  ];
}
