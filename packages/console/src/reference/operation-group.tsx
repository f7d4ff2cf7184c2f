// Here rather than with the styles of all pages: nothing that is loaded first uses it.
import '@mantine/core/styles/Accordion.layer.css';
import { Accordion, Group, Stack, Text, Title } from '@mantine/core';
import type { ListedOperation } from './listed-operations.ts';
import { OperationDetails } from './operation-details.tsx';
import classes from './reference.module.css';

interface Props {
  readonly tag: string;
  readonly operations: readonly ListedOperation[];
  readonly open: readonly string[];
  readonly onOpen: (ids: string[]) => void;
}

/** The endpoints of one tag; each opens to its details. */
export function OperationGroup({ tag, operations, open, onOpen }: Props) {
  return (
    <Stack component="section" gap="xs" aria-label={tag}>
      <Title order={2} size="h4">
        {tag}
      </Title>
      <Accordion
        multiple
        variant="contained"
        order={3}
        keepMounted={false}
        value={open as string[]}
        onChange={onOpen}
        classNames={{ item: classes.item as string }}
      >
        {operations.map((operation) => (
          <Accordion.Item
            key={operation.operationId}
            value={operation.operationId}
            id={operation.operationId}
          >
            <Accordion.Control>
              <Group gap="xs" wrap="wrap">
                <span className={classes.method}>{operation.method}</span>
                <span className={classes.path}>{operation.path}</span>
              </Group>
              <Text size="sm" c="dimmed" mt={2}>
                {operation.summary}
              </Text>
            </Accordion.Control>
            <Accordion.Panel>
              <OperationDetails operation={operation} />
            </Accordion.Panel>
          </Accordion.Item>
        ))}
      </Accordion>
    </Stack>
  );
}
