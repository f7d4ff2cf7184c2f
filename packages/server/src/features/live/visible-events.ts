import { type AnyId, builtInEntityTypes, permissionOf } from '@keywright/contract';
import type { Announcement } from '../../audit/write-audit-event.ts';
import type { Place } from '../../plane/allowed.ts';
import { type Rights, site } from '../../plane/decide.ts';
import type { Caller } from '../../plane/principal.ts';
import type { News } from '../../request/heard.ts';

/** A caller with what they may do at the site, and where something happened. */
export interface Listener {
  readonly caller: Caller;
  readonly rights: Rights;
  /** Whether they may know of deployment kinds and charts; need not be known where the news is of others. */
  readonly seesKinds?: boolean;
}

/** Where a change happened, as decisions see it. */
export function placeOfNews({ path, kind_id }: Announcement): Place {
  return path === null ? site : { path, kindId: kind_id };
}

/** What this caller may hear of a committed change. Their rights must be loaded for the site and its place. */
export function audibleNews(listener: Listener, news: Announcement): News[] {
  const heard: News[] = [];
  const { kind, event_id, change, path } = news;
  if (kind !== 'site' && mayHear(listener, news)) {
    heard.push({ kind, id: news.id as AnyId, change, path, isOfKind: news.is_of_kind });
  }
  if (event_id !== null && listener.rights.may('audit_event.list', site)) {
    const recorded = {
      kind: 'audit_event',
      change: 'create',
      path: null,
      isOfKind: false,
    } as const;
    heard.push({ ...recorded, id: event_id as AnyId });
  }
  return heard;
}

/** Which of them it takes, only the row of the entity tells. */
const entityLists = builtInEntityTypes.map((type) => permissionOf(type, 'list'));

function mayHear({ caller, rights, seesKinds = false }: Listener, news: Announcement): boolean {
  const { principal } = caller;
  // A deployment is no owner of its row: it reads it where a grant lets it.
  if (news.owner_id === principal.id && news.kind !== 'deployment') return true;
  const place = placeOfNews(news);
  switch (news.kind) {
    case 'user':
      return principal.kind === 'user';
    case 'deployment_kind':
    case 'helm_chart':
      return seesKinds;
    case 'site':
      return false;
    case 'entity_type':
      return true;
    case 'entity':
      return (
        entityLists.some((permission) => rights.may(permission, place)) ||
        rights.mayOfRegistered('list', place)
      );
    case 'token_policy':
      return rights.may('token_policy.read', place);
    case 'user_token':
    case 'session':
      return rights.may(`${news.kind}.list`, site);
    case 'organization':
    case 'project':
    case 'env':
    case 'role':
    case 'grant':
    case 'service_account':
    case 'service_account_token':
    case 'k8s_cluster':
    case 'deployment':
    case 'deployment_task':
      return rights.may(`${news.kind}.list`, place);
    case 'k8s_resource':
      return rights.may('deployment.list', place);
    case 'deployment_webhook':
      return rights.may('deployment.read', place);
    default:
      throw news.kind satisfies never;
  }
}

/** Whether what this caller may hear of it depends on more than their rights at the site. */
export function needsPlace(news: Announcement): boolean {
  return news.path !== null && news.path.length > 1;
}

/** Whether what this caller may hear of it is for who may know of deployment kinds and charts. */
export function isOfKinds({ kind }: Announcement): boolean {
  return kind === 'deployment_kind' || kind === 'helm_chart';
}

/**
 * Whether the change may have touched the caller's own right to listen. A role that was changed or replaced may be one
 * that they hold, and a policy may have ended their token; whose it was is not said.
 */
export function concerns({ principal, credential }: Caller, news: Announcement): boolean {
  if (news.kind === 'role' || news.kind === 'token_policy') return true;
  return news.owner_id === principal.id || news.id === principal.id || news.id === credential.id;
}
