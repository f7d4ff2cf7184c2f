import type { AnyId, LiveEvent } from '@keywright/contract';
import type { Announcement } from '../../audit/write-audit-event.ts';
import { site } from '../../plane/decide.ts';
import type { Plane } from '../../plane/plane.ts';
import type { Caller } from '../../plane/principal.ts';

/** What this caller may hear of a committed change. */
export function visibleEvents(plane: Plane, caller: Caller, news: Announcement): LiveEvent[] {
  const events: LiveEvent[] = [];
  if (mayHear(plane, caller, news) && news.kind !== 'site') {
    events.push({ kind: news.kind, id: news.id as AnyId });
  }
  if (news.event_id !== null && plane.decide(caller, 'audit_event.list', site).allowed) {
    events.push({ kind: 'audit_event', id: news.event_id as AnyId });
  }
  return events;
}

function mayHear(plane: Plane, caller: Caller, news: Announcement): boolean {
  if (news.owner_id === caller.principal.id) return true;
  switch (news.kind) {
    case 'user':
      return true;
    case 'user_token':
      return plane.decide(caller, 'user_token.list', site).allowed;
    case 'session':
      return plane.decide(caller, 'session.list', site).allowed;
    case 'site':
      return false;
    default:
      throw news.kind satisfies never;
  }
}

/** Whether the change may have touched the caller's own right to listen. */
export function concerns(caller: Caller, news: Announcement): boolean {
  const { principal, credential } = caller;
  return news.owner_id === principal.id || news.id === principal.id || news.id === credential.id;
}
