import type { AnyId, LiveEvent } from '@keywright/contract';
import type { Announcement } from '../../audit/write-audit-event.ts';
import { type Rights, site } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';

/** A caller with what they may do on the site. */
export interface Listener {
  readonly caller: Caller;
  readonly rights: Rights;
}

/** What this caller may hear of a committed change. */
export function visibleEvents(listener: Listener, news: Announcement): LiveEvent[] {
  const events: LiveEvent[] = [];
  if (news.kind !== 'site' && mayHear(listener, news)) {
    events.push({ kind: news.kind, id: news.id as AnyId });
  }
  if (news.event_id !== null && listener.rights.may('audit_event.list', site)) {
    events.push({ kind: 'audit_event', id: news.event_id as AnyId });
  }
  return events;
}

function mayHear({ caller, rights }: Listener, news: Announcement): boolean {
  if (news.owner_id === caller.principal.id) return true;
  switch (news.kind) {
    case 'user':
      return true;
    case 'user_token':
      return rights.may('user_token.list', site);
    case 'session':
      return rights.may('session.list', site);
    case 'site':
      return false;
    default:
      throw news.kind satisfies never;
  }
}

/** Whether the change may have touched the caller's own right to listen. */
export function concerns({ principal, credential }: Caller, news: Announcement): boolean {
  return news.owner_id === principal.id || news.id === principal.id || news.id === credential.id;
}
