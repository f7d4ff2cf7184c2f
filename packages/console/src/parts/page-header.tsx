import { Anchor, Box, Breadcrumbs, Group, Stack, Text, Title } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';

export interface Step {
  readonly label: string;
  /** Left out where the reader may not be able to go there. */
  readonly to?: LinkProps['to'];
  readonly params?: LinkProps['params'];
}

interface Props {
  readonly title: string;
  /** The part of the page that is open: before the title in the browser's tab, so that two of them can be told apart. */
  readonly part?: string | undefined;
  readonly about?: ReactNode;
  readonly trail?: readonly Step[];
  /** The page's one primary action. */
  readonly action?: ReactNode;
}

let shownBefore = false;

/** Breadcrumb, title and the page's one primary action; also the title of the browser's tab. */
export function PageHeader({ title, part, about, trail = [], action }: Props) {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    document.title = `${part ? `${part} · ` : ''}${title} · Keywright`;
  }, [title, part]);
  useEffect(() => {
    // Going to another page without loading one is silent to a screen reader unless the focus moves there.
    if (shownBefore) heading.current?.focus({ preventScroll: true });
    shownBefore = true;
  }, []);
  return (
    <Stack gap={6} mb="lg">
      {trail.length > 0 && (
        <nav aria-label="Breadcrumb">
          <Breadcrumbs separatorMargin={6}>
            {trail.map((step) => (
              <StepName key={`${step.to} ${step.label}`} {...step} />
            ))}
            <Text size="sm" c="dimmed" aria-current="page">
              {title}
            </Text>
          </Breadcrumbs>
        </nav>
      )}
      <Group justify="space-between" align="flex-start" gap="md">
        <Box flex="1 1 20rem">
          <Title order={1} size="h2" ref={heading} tabIndex={-1}>
            {title}
          </Title>
          {about && (
            <Text c="dimmed" mt={4} maw="44rem">
              {about}
            </Text>
          )}
        </Box>
        {action}
      </Group>
    </Stack>
  );
}

function StepName({ label, to, params }: Step) {
  if (to === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {label}
      </Text>
    );
  }
  return (
    <Anchor size="sm" renderRoot={(props) => <Link to={to} params={params} {...props} />}>
      {label}
    </Anchor>
  );
}
