import { Container, Paper, Stack, Title } from '@mantine/core';
import { type ReactNode, useEffect } from 'react';
import { Brand } from '../shell/brand.tsx';

interface Props {
  readonly title: string;
  /** On the browser's tab, where the product's name stands behind it. */
  readonly tabTitle?: string;
  readonly children: ReactNode;
}

/** A page that stands alone, for those who are not signed in or cannot be. */
export function LonePage({ title, tabTitle = title, children }: Props) {
  useEffect(() => {
    document.title = `${tabTitle} · Keywright`;
  }, [tabTitle]);
  return (
    <Container size={520} py={{ base: 'xl', sm: '12vh' }} component="main">
      <Stack gap="lg">
        <Brand />
        <Paper withBorder p={{ base: 'lg', sm: 'xl' }} radius="lg" bg="var(--page-surface)">
          <Stack>
            <Title order={1} size="h3">
              {title}
            </Title>
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Container>
  );
}
