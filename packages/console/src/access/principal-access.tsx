import type { PrincipalRef } from '@keywright/sdk';
import { Stack, Text, Title } from '@mantine/core';
import { useId } from 'react';
import { EffectiveAccess } from './effective-access.tsx';
import { ExplainAccess } from './explain-access.tsx';
import { GrantsOf } from './grants-of.tsx';

interface Props {
  readonly principal: PrincipalRef;
  /** Whether the reader is this principal. */
  readonly isSelf?: boolean;
}

/** What a principal was granted, what that adds up to, and a question to ask about it. */
export function PrincipalAccess({ principal, isSelf = false }: Props) {
  const headingId = useId();
  const grantsId = useId();
  return (
    <Stack component="section" gap="lg" aria-labelledby={headingId}>
      <Title order={2} size="h4" id={headingId}>
        {isSelf ? 'What you may do, and why' : 'Access'}
      </Title>
      <Stack component="section" gap="sm" aria-labelledby={grantsId}>
        <div>
          <Title order={3} size="h5" id={grantsId}>
            Grants
          </Title>
          <Text size="sm" c="dimmed">
            {isSelf ? 'What you were granted' : `What ${principal.name} was granted`}, and where. It
            holds there and on all below.
          </Text>
        </div>
        <GrantsOf principal={principal} isSelf={isSelf} />
      </Stack>
      <EffectiveAccess principal={principal} isSelf={isSelf} />
      <ExplainAccess key={principal.id} principal={principal} isSelf={isSelf} />
    </Stack>
  );
}
