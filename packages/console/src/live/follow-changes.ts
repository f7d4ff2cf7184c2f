import type { LiveEvent } from '@keywright/sdk';
import { api } from '../api.ts';

type Kind = Exclude<LiveEvent['kind'], 'resync'>;

/** What shows a node of the tree, by name, as a row of its own or as what a row belongs to. */
const showingTheTree = [
  ...(['organizations', 'projects', 'envs', 'grants', 'access'] as const),
  ...(['roles', 'service-accounts', 'deployments', 'k8s-clusters', 'entities'] as const),
] as const;
const showingRights = [
  ...showingTheTree,
  ...(['deployment-kinds', 'members', 'principals', 'service-account-tokens', 'bots'] as const),
  ...(['deployment-tasks', 'deployment-webhooks', 'helm-charts'] as const),
  ...(['entity-types', 'token-policies'] as const),
] as const;

/**
 * The one table of query keys: a key's first word says what it shows, and here stands after which change it is asked
 * again. The words are `profile`; `user`, `user_token`, `session`, `audit_event`; `organizations`, `projects`, `envs`,
 * `deployment-kinds`; `roles`, `grants`, `members`, `access` (who may do what, and why), `principals` (whom to grant);
 * `service-accounts`, `service-account-tokens`, `bots`; `deployments` (with what can be invoked on them),
 * `deployment-tasks`, `deployment-webhooks`, `k8s-clusters`, `k8s-resources`, `helm-charts`; `entities`, `entity-types`, `token-policies`. `task-output` follows no
 * change: it is asked for by the clock.
 */
export const keysShowing: Readonly<Record<Kind, readonly string[]>> = {
  user: ['user', 'members', 'grants', 'access', 'principals'],
  user_token: ['user_token'],
  session: ['session'],
  audit_event: ['audit_event'],
  organization: showingTheTree,
  project: showingTheTree,
  env: showingTheTree,
  deployment_kind: ['deployment-kinds', 'grants', 'access', 'deployments', 'helm-charts'],
  // A role or a grant changes what the reader may see and do, so everything that comes with abilities is asked again.
  role: ['profile', ...showingRights],
  grant: ['profile', ...showingRights],
  service_account: [
    ...(['service-accounts', 'service-account-tokens', 'bots'] as const),
    ...(['members', 'grants', 'access', 'principals'] as const),
  ],
  service_account_token: ['service-accounts', 'service-account-tokens', 'bots'],
  deployment: [
    ...(['deployments', 'deployment-tasks'] as const),
    ...(['members', 'grants', 'access', 'principals'] as const),
  ],
  deployment_task: ['deployment-tasks', 'deployments', 'deployment-webhooks'],
  deployment_webhook: ['deployment-webhooks'],
  k8s_cluster: ['k8s-clusters', 'deployments'],
  k8s_resource: ['k8s-resources'],
  helm_chart: ['helm-charts'],
  entity: ['entities', 'members', 'grants', 'access'],
  entity_type: ['entity-types', 'entities', 'roles'],
  token_policy: ['token-policies'],
};

/** `ended`: the stream broke or was refused, so the credential may be gone. */
export type Heard = LiveEvent | { readonly kind: 'ended' };

/**
 * Hears of every change the person may see, in this and every other tab, until the returned function is called.
 *
 * One tab holds the connection and tells the others: browsers open six connections to a host over HTTP/1.1,
 * and a stream in each of seven tabs would leave none for anything else.
 */
export function followChanges(hear: (heard: Heard) => void): () => void {
  const stop = new AbortController();
  const channel = new BroadcastChannel('keywright-changes');
  channel.onmessage = (message: MessageEvent<Heard>) => hear(message.data);
  const tell = (heard: Heard) => {
    hear(heard);
    if (!stop.signal.aborted) channel.postMessage(heard);
  };
  const read = () => keepReading(tell, stop.signal);
  // Locks exist where the page came over https or from this very machine; elsewhere each tab reads for itself.
  const reading = navigator.locks
    ? navigator.locks.request('keywright-changes', { signal: stop.signal }, read)
    : read();
  reading.catch(() => undefined);
  return () => {
    stop.abort();
    channel.close();
  };
}

async function keepReading(tell: (heard: Heard) => void, signal: AbortSignal): Promise<void> {
  for (let failures = 0; !signal.aborted; failures++) {
    try {
      for await (const event of api.events({ signal })) {
        failures = 0;
        tell(event);
      }
    } catch {
      // Whatever it was: what matters is that changes may have been missed.
    }
    if (signal.aborted) return;
    tell({ kind: 'ended' });
    // The stream's first event is a resync: what changed while there was none is asked for once there is one.
    await passed(Math.min(500 * 2 ** failures, 10_000), signal);
  }
}

function passed(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
