import type { Entity } from '@keywright/sdk';

/** What MQTT clients call a channel; a subtopic may stand behind it. */
export const topicOf = ({ id, project }: Pick<Entity, 'id' | 'project'>): string =>
  `m/${project.id}/c/${id}`;

/** Commands for a shell, with the token left to a variable: it stands in no page and in no history. */
export function channelLines(channel: Entity) {
  const topic = topicOf(channel);
  const { hostname, origin } = location;
  const mqtt = `-h ${hostname} -u keywright -P "$PLATZ_TOKEN" -t '${topic}`;
  const address = `${origin}/api/v2/channels/${channel.id}/messages`;
  return {
    mqttSubscribe: `mosquitto_sub ${mqtt}/#' -v`,
    mqttPublish: `mosquitto_pub ${mqtt}' -m 'hello'`,
    httpSubscribe: `curl -N -H "x-platz-token: $PLATZ_TOKEN" -H "accept: text/event-stream" ${address}`,
    httpPublish: `curl -X POST -H "x-platz-token: $PLATZ_TOKEN" -H "content-type: application/json" -d '{"payload":"hello"}' ${address}`,
  };
}
