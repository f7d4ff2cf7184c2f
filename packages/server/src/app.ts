import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Writable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import type { Config } from './config.ts';
import { magistralaFace } from './faces/magistrala/magistrala.ts';
import { platzSocketFace } from './faces/platz-socket/platz-socket.ts';
import { removeGrantsOf } from './features/access/grants/grants-of-principal.ts';
import { startUpkeep } from './features/deployments/runner/upkeep.ts';
import { createFollow } from './features/live/follow.ts';
import { newsOperation } from './features/live/follow-news.ts';
import { deleteNode } from './features/resources/deletion/queries.ts';
import { seesKinds } from './features/resources/deployment-kinds/read-kinds.ts';
import { lockPath } from './features/resources/lock-path.ts';
import { endOldSecret } from './features/tokens/life/end-old-secret.ts';
import { openVerifiersGate } from './gates/verifiers/verifiers-gate.ts';
import { createHotGate } from './gates/verify/hot-gate.ts';
import { buildServer } from './http/build-server.ts';
import { limitedAttempts } from './http/limited-attempts.ts';
import { createLogger } from './http/logging.ts';
import { isLoopback } from './loopback.ts';
import { mqttInfo, openMqtt } from './open-mqtt.ts';
import { openRevocation } from './open-revocation.ts';
import { openSignIn } from './open-sign-in.ts';
import { createOperations } from './operations.ts';
import { useLimits } from './plane/limits/use-limits.ts';
import { createPlane } from './plane/plane.ts';
import { sessionJwts } from './plane/session-jwt.ts';
import { loadSessionKey } from './plane/session-key.ts';
import { loadStatementKey } from './plane/statement-key.ts';
import { notingUses } from './plane/usage/note-uses.ts';
import { usageRecorder } from './plane/usage/usage-recorder.ts';
import { createPipeline } from './request/pipeline.ts';
import { openStorageForServer } from './storage/open.ts';
import { version } from './version.ts';

export interface App {
  /** What people open, without a final slash. */
  readonly url: string;
  /** Answers what is under way, closes the rest, writes what is held, and lets go of the database. */
  stop(): Promise<void>;
}

export interface AppOptions {
  /** Milliseconds since 1970. */
  readonly clock?: () => number;
  readonly logStream?: Writable;
}

const pagesFolder = fileURLToPath(new URL('../../console/dist', import.meta.url));

/** Starts a server. Rejects with StorageRefused, or what the system says, where it cannot. */
export async function startApp(config: Config, options: AppOptions = {}): Promise<App> {
  const logger = createLogger(config.logLevel, options.logStream ?? process.stdout);
  const stopping = new AbortController();
  const undo: (() => Promise<unknown>)[] = [];
  const cleanUp = async () => {
    for (const step of undo.reverse()) await step();
  };
  try {
    const port = config.port === 0 ? await freePort(config.host) : config.port;
    const url = config.url ?? addressOf(config.host, port);
    const storage = await openStorageForServer(config.storage);
    undo.push(() => storage.close());
    let connectedVerifiers = () => 0;
    const revocation = await openRevocation({
      config,
      storage,
      verifiers: () => connectedVerifiers(),
      logger,
    });
    undo.push(() => revocation.stop());
    const clock = options.clock ?? (() => revocation.lease.now());
    const key = await loadSessionKey(storage, clock());
    const jwts = sessionJwts(key, url);
    const usage = usageRecorder(storage, (err) => logger.warn({ err }, 'uses not written'));
    undo.push(() => usage.stop());
    const decisions = createPlane({
      storage,
      standing: revocation.lease,
      changeEverywhere: revocation.changeEverywhere,
      jwts,
      endOldSecret,
      clock,
      maxTokens: config.cachedTokens,
    });
    const plane = notingUses(decisions, usage, clock);
    const limits = useLimits(storage, revocation.lease, clock);
    const signIn = await openSignIn({ config, url, storage, key, jwts, clock, logger });
    undo.push(() => signIn.stop());
    const failures = limitedAttempts('failed-attempts', config.failedAttemptsPerMinute, clock);
    const standing = revocation.lease;
    const mqtt = await openMqtt({
      ...{ config, plane, standing, storage, usage, failures, logger, clock },
    });
    undo.push(() => mqtt.stop());
    const verifiers = openVerifiersGate({
      verifyToKeep: plane.verifyToKeep,
      remaining: revocation.lease.remaining,
      follow: revocation.lease.follow,
      counted: () => revocation.lease.renew().catch(() => {}),
      usage,
      clock,
      failed: (err) => logger.error({ err }, 'verifier not answered'),
    });
    connectedVerifiers = verifiers.count;
    const follow = createFollow({
      plane,
      standing: revocation.lease,
      storage,
      seesKinds,
      clock,
    });
    const operations = createOperations({
      plane,
      storage,
      follow,
      messages: mqtt.messages,
      signIn: signIn.operations,
      siteUrl: url,
      serverInfo: { version, mqtt: mqttInfo(config) },
      readServers: revocation.readServers,
      statementKey: await loadStatementKey(storage, clock()),
      usage,
      writeUses: usage.flush,
      clock,
    });
    const upkeep = startUpkeep({ storage, clock, lockPath, removeGrantsOf, deleteNode }, (err) =>
      logger.warn({ err }, 'lapsed leases and old tokens not looked after'),
    );
    undo.push(() => upkeep.stop());
    const app = await buildServer({
      logger,
      operations: Object.values(operations),
      faces: magistralaFace(operations),
      sockets: {
        faces: [platzSocketFace(newsOperation(follow)), verifiers.socket],
        byteFaces: [mqtt.socket],
      },
      pipeline: createPipeline({
        storage,
        changeEverywhere: revocation.changeEverywhere,
        standing: revocation.lease,
        plane,
        usage,
        limits,
        clock,
      }),
      gate: createHotGate({ plane, usage, limits, siteUrl: url, clock }),
      health: {
        ping: () => storage.ping(),
        isStopping: () => stopping.signal.aborted,
      },
      version,
      siteUrl: url,
      pagesFolder,
      trustedProxies: config.trustedProxies,
      failures,
      signInsPerMinute: config.signInsPerMinute,
      metricsToken: config.metricsToken,
      clock,
      stopping: stopping.signal,
    });
    undo.push(() => closeWithin(app, config.drainMs));
    undo.push(() => verifiers.stop());
    await app.listen({ host: config.host, port });
    if (!isLoopback(new URL(url).hostname) && config.trustedProxies.length === 0) {
      logger.warn(
        'KEYWRIGHT_TRUSTED_PROXIES is not set: behind a proxy, everybody seems to come from one address and shares its limits',
      );
    }
    logger.info({ url, version, storage: storage.engine }, 'serving');
    return {
      url,
      stop: async () => {
        stopping.abort();
        await cleanUp();
      },
    };
  } catch (error) {
    stopping.abort();
    await cleanUp();
    throw error;
  }
}

/** Stops taking connections, waits for the answers under way, then cuts what is left. */
async function closeWithin(
  app: Awaited<ReturnType<typeof buildServer>>,
  drainMs: number,
): Promise<void> {
  const cut = setTimeout(() => app.server.closeAllConnections(), drainMs);
  await app.close();
  clearTimeout(cut);
}

function addressOf(host: string, port: number): string {
  return `http://${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** A port that is free now. The address is part of what is signed, so it has to be known before listening. */
async function freePort(host: string): Promise<number> {
  const probe = createServer().listen(0, host);
  await once(probe, 'listening');
  const address = probe.address();
  probe.close();
  await once(probe, 'close');
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  return address.port;
}
