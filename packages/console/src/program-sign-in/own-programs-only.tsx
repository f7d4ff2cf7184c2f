import { Alert, Text } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';

interface Props {
  readonly title: string;
  readonly children: ReactNode;
}

/** What somebody who was sent here by somebody else has to read before they decide (RFC 8628, 5.4). */
export function OwnProgramsOnly({ title, children }: Props) {
  return (
    <Alert color="yellow" icon={<IconAlertTriangle />} title={title}>
      <Text size="sm">{children}</Text>
    </Alert>
  );
}
