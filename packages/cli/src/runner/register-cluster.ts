import type { Client, K8sCluster } from '@keywright/sdk';
import type { Config } from './config.ts';
import type { SayOnce } from './say-once.ts';
import { explained, hasCode, mayPass } from './server-failure.ts';
import { StartRefused } from './start-refused.ts';
import { waitFor } from './wait.ts';

const callLimitMs = 10_000;
const retryEveryMs = 1_000;

/** Registers the cluster, as soon as the server can be reached. Throws `StartRefused` where it will not have it. */
export async function registerCluster(
  client: Client,
  { cluster, server }: Config,
  trouble: SayOnce,
  stopping: AbortSignal,
): Promise<K8sCluster> {
  const { env, name, provider_id, region_name, ingress_domain } = cluster;
  const body = {
    env_id: env,
    name,
    ...(provider_id !== undefined && { provider_id }),
    ...(region_name !== undefined && { region_name }),
    ...(ingress_domain !== undefined && { ingress_domain }),
  };
  for (;;) {
    stopping.throwIfAborted();
    try {
      const signal = AbortSignal.any([stopping, AbortSignal.timeout(callLimitMs)]);
      const registered = await client.registerK8sCluster({ body, signal });
      trouble.isOver();
      return registered;
    } catch (error) {
      // A cluster is another's for a minute after that one was last seen: worth waiting for.
      if (!mayPass(error) && !hasCode(error, 'conflict')) {
        throw new StartRefused(
          `${server} refused to register cluster ${name}. ${explained(error)}`,
        );
      }
      trouble.is(`Cluster ${name} is not registered yet. ${explained(error)}`);
      await waitFor(retryEveryMs, stopping);
    }
  }
}
