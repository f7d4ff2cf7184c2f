import type { DbEvent, DbTable, EnvId } from '@keywright/contract';
import type { News } from '../../request/heard.ts';

const operations = { create: 'INSERT', update: 'UPDATE', delete: 'DELETE' } as const;

/** The same news in Platz's words; undefined where Platz has no table for such rows. */
export function dbEventOf(news: News): DbEvent | undefined {
  const table = tableOf(news);
  if (!table) return undefined;
  return {
    operation: operations[news.change],
    table,
    env_id: envOf(news),
    data: { id: news.id },
  };
}

function tableOf(news: News): DbTable | undefined {
  switch (news.kind) {
    case 'user':
      return 'users';
    case 'service_account':
      return isOnSite(news) ? 'bots' : undefined;
    case 'grant':
      return isOnEnv(news) ? permissionTableOf(news) : undefined;
    case 'env':
    case 'deployment_kind':
    case 'deployment':
    case 'deployment_task':
    case 'helm_chart':
    case 'k8s_cluster':
    case 'k8s_resource':
      return `${news.kind}s`;
    case 'user_token':
    case 'session':
    case 'audit_event':
    case 'organization':
    case 'project':
    case 'role':
    case 'service_account_token':
    case 'deployment_webhook':
    case 'entity':
    case 'entity_type':
    case 'token_policy':
      return undefined;
    default:
      throw news.kind satisfies never;
  }
}

function permissionTableOf({ isOfKind }: News): DbTable {
  return isOfKind ? 'deployment_permissions' : 'env_user_permissions';
}

/** How many nodes stand on the way to an env: site, organization, project, itself. */
const depthOfEnv = 4;

const isOnSite = ({ path }: News): boolean => path === null || path.length === 1;
const isOnEnv = ({ path }: News): boolean => path?.length === depthOfEnv;

function envOf({ kind, id, path }: News): EnvId | null {
  // One that was just made happened at its project.
  return (kind === 'env' ? id : (path?.[depthOfEnv - 1] ?? null)) as EnvId | null;
}
