// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Accordion.layer.css';
import type { AuditEvent } from '@keywright/sdk';
import { Accordion, Group, Text } from '@mantine/core';
import { RelativeTime } from '../parts/relative-time.tsx';
import { AuditDetails } from './audit-details.tsx';
import classes from './audit-list.module.css';
import { sentenceOf } from './sentence.ts';

/** Events as sentences; each opens to all that was recorded of it. */
export function AuditList({ events }: { readonly events: readonly AuditEvent[] }) {
  return (
    <Accordion multiple variant="contained" classNames={classes} keepMounted={false} order={2}>
      {events.map((event) => (
        <Accordion.Item key={event.id} value={event.id}>
          <Accordion.Control>
            <Group justify="space-between" gap="xs" wrap="wrap" pr="sm">
              <Text size="sm" flex="1 1 16rem">
                <b>{event.actor.name}</b> {sentenceOf(event)}
              </Text>
              <Text size="sm" c="dimmed">
                <RelativeTime at={event.at} />
              </Text>
            </Group>
          </Accordion.Control>
          <Accordion.Panel>
            <AuditDetails event={event} />
          </Accordion.Panel>
        </Accordion.Item>
      ))}
    </Accordion>
  );
}
