import type { AuditEvent } from '@keywright/sdk';
import { Anchor, Code, Group, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { CopyableId } from '../parts/copyable-id.tsx';
import { Facts } from '../parts/facts.tsx';
import { exactTime } from '../parts/times.ts';

const kindWords: Record<string, string> = {
  user: 'Person',
  user_token: 'Token',
  session: 'Session',
  site: 'This site',
  organization: 'Organization',
  project: 'Project',
  env: 'Env',
  deployment_kind: 'Deployment kind',
  role: 'Role',
  grant: 'Grant',
  service_account: 'Service account',
  service_account_token: 'Token',
  deployment: 'Deployment',
  deployment_token: 'Token',
  deployment_task: 'Task',
  deployment_webhook: 'Webhook',
  k8s_cluster: 'Cluster',
  helm_chart: 'Version',
  token_policy: 'Token policy',
  entity_type: 'Entity type',
  entity: 'Entity',
  operator: 'Operator on the server',
  system: 'The server itself',
};

/** All that was recorded of one event, with ways to narrow the list to what it is about. */
export function AuditDetails({ event }: { readonly event: AuditEvent }) {
  const { actor, target, details } = event;
  const shown = Object.keys(details).length > 0;
  const facts: (readonly [string, ReactNode] | false)[] = [
    ['When', exactTime(Date.parse(event.at))],
    ['Action', <Code key="action">{event.action}</Code>],
    [
      'Actor',
      <Named key="actor" kind={actor.kind} name={actor.name} id={actor.id} filter="actor" />,
    ],
    actor.credential !== null && [
      'Came with',
      <Named key="credential" {...actor.credential} filter={undefined} />,
    ],
    ['Target', <Named key="target" {...target} filter="target" />],
    shown && ['Details', <Details key="details" details={details} />],
    ['Address', event.address ?? 'None'],
    event.user_agent !== null && ['Program', event.user_agent],
    ['Request id', <CopyableId key="request" id={event.request_id} label="request id" />],
    ['Event id', <CopyableId key="event" id={event.id} label="event id" />],
  ];
  return <Facts facts={facts.filter((fact) => fact !== false)} />;
}

interface NamedProps {
  readonly kind: string;
  readonly name: string;
  readonly id: string | null;
  readonly filter: 'actor' | 'target' | undefined;
}

function Named({ kind, name, id, filter }: NamedProps) {
  return (
    <div>
      <Group gap="xs">
        <Text size="sm">
          {kindWords[kind] ?? kind} {name && `“${name}”`}
        </Text>
        {filter && id && (
          <Anchor
            size="sm"
            renderRoot={(props) => <Link to="/admin/audit" search={{ [filter]: id }} {...props} />}
          >
            {filter === 'actor' ? 'All they did' : 'All about it'}
          </Anchor>
        )}
      </Group>
      {id && <CopyableId id={id} label={`${kind} id`} />}
    </div>
  );
}

/** The details under the names the API gives them, so that they can be looked up there. */
function Details({ details }: { readonly details: AuditEvent['details'] }) {
  return (
    <>
      {Object.entries(details).map(([name, value]) => (
        <div key={name}>
          <Code>
            {name}: {written(value)}
          </Code>
        </div>
      ))}
    </>
  );
}

function written(value: unknown): string {
  if (value !== null && typeof value === 'object' && 'from' in value && 'to' in value) {
    return `${JSON.stringify(value.from)} → ${JSON.stringify(value.to)}`;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
