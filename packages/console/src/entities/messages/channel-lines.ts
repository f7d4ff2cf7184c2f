import type { Entity, ServerInfo } from '@keywright/sdk';

type Mqtt = ServerInfo['mqtt'];
interface Lines {
  readonly publish: string;
  readonly subscribe: string;
}

/** What MQTT clients call a channel; a subtopic may stand behind it. */
export const topicOf = ({ id, project }: Pick<Entity, 'id' | 'project'>): string =>
  `m/${project.id}/c/${id}`;

const token = '-u keywright -P "$PLATZ_TOKEN"';

/** Commands for a shell, with the token left to a variable: so it stands in no page and in no history. */
export function mqttLines(channel: Entity, mqtt: Mqtt): Lines {
  const topic = topicOf(channel);
  const [sub, pub] =
    mqtt.port === null ? ['npx mqtt sub', 'npx mqtt pub'] : ['mosquitto_sub', 'mosquitto_pub'];
  const where = `${whereOf(mqtt)} ${token}`;
  return {
    subscribe: `${sub} ${where} -t '${topic}/#' -v`,
    publish: `${pub} ${where} -t '${topic}' -m 'hello'`,
  };
}

/** By the port of its own, which every client knows; without one, over WebSocket, which mosquitto’s do not speak. */
function whereOf({ port, tls, path }: Mqtt): string {
  const { hostname, protocol } = location;
  if (port !== null) return `-h ${hostname} -p ${port}${tls ? ' --tls-use-os-certs' : ''}`;
  const isSecure = protocol === 'https:';
  const own = location.port || (isSecure ? '443' : '80');
  return `-l ${isSecure ? 'wss' : 'ws'} -h ${hostname} -p ${own} --path ${path}`;
}

export function httpLines({ id }: Entity): Lines {
  const address = `${location.origin}/api/v2/channels/${id}/messages`;
  return {
    subscribe: `curl -N -H "x-platz-token: $PLATZ_TOKEN" -H "accept: text/event-stream" ${address}`,
    publish: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"payload":"hello"}' ${address}`,
  };
}
