import type { ServerInfo } from '@keywright/contract';
import type { Logger } from 'pino';
import type { Config } from './config.ts';
import { type MqttGate, openMqttGate, socketPath } from './gates/mqtt/mqtt-gate.ts';
import type { Attempts } from './http/limited-attempts.ts';
import { isLoopback } from './loopback.ts';
import { gateDecisions } from './plane/gate-decisions.ts';
import { followGone } from './plane/gone-rows.ts';
import type { Plane } from './plane/plane.ts';
import type { Standing } from './plane/revocation/standing.ts';
import type { UsageRecorder } from './plane/usage/usage-recorder.ts';
import type { Storage } from './storage/storage.ts';

interface Rooms {
  readonly config: Config;
  readonly plane: Plane;
  readonly standing: Standing;
  readonly storage: Storage;
  readonly usage: UsageRecorder;
  readonly failures: Attempts;
  readonly logger: Logger;
  readonly clock: () => number;
}

/** Opens the broker that carries the messages of channels. Rejects with what the system says. */
export async function openMqtt(rooms: Rooms): Promise<MqttGate> {
  const { config, plane, standing, storage, usage, failures, logger, clock } = rooms;
  const { host } = config;
  const { port, tls, limits } = config.mqtt;
  const gate = await openMqttGate({
    decisions: gateDecisions(plane, storage, standing),
    standing,
    limits,
    listening: port === undefined ? undefined : { host, port, tls },
    followGone: (hear) => followGone(storage, hear),
    isOneTooMany: (address) => failures.count(address).isBeyond,
    connected: ({ tokenId, address }) =>
      usage.seen({
        tokenId,
        outcome: 'accepted',
        permission: undefined,
        address,
        userAgent: 'MQTT',
        at: clock(),
      }),
    livesOn({ tokenId, address }, permission) {
      const at = clock();
      usage.inUse({ id: tokenId, at, address, userAgent: 'MQTT' });
      if (permission !== undefined) usage.permissionUsed(tokenId, permission, at);
    },
    logger,
    clock,
  });
  if (port !== undefined && !tls && !isLoopback(host)) {
    logger.warn(
      'KEYWRIGHT_MQTT_TLS_CERT is not set: whoever hears the network between a client and KEYWRIGHT_MQTT_PORT reads its token',
    );
  }
  return gate;
}

/** Where it is reached, as everybody who is let in may know. */
export const mqttInfo = ({ mqtt: { port, tls } }: Config): ServerInfo['mqtt'] => ({
  port: port ?? null,
  tls: tls !== undefined,
  path: socketPath,
});
