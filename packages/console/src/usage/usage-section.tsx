import type { TokenUsage, Usage } from '@keywright/sdk';
import { Button, Group, NativeSelect, Paper, Stack, Text, Title } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { type UsageSubject, usageQuery } from '../queries/usage.ts';
import { TokenOrigins } from './token-origins.tsx';
import { UsageChart } from './usage-chart.tsx';
import { UsageTable } from './usage-table.tsx';
import { number, refusals, refusedIn, spans, sumWords, usualSpan } from './usage-words.ts';

interface Props {
  readonly subject: UsageSubject;
  /** Whose tokens are counted, where that is not plain. */
  readonly about?: string;
}

/** How something is used: a chart and the same in numbers, and of a token from where. */
export function UsageSection({ subject, about }: Props) {
  const heading = useId();
  const [span, setSpan] = useState<string>(usualSpan);
  const [inNumbers, setInNumbers] = useState(false);
  // What was shown stays until what was asked for instead is there.
  const usage = useQuery({
    ...usageQuery(subject, Number(span)),
    placeholderData: keepPreviousData,
  });
  return (
    <Stack component="section" gap="sm" aria-labelledby={heading}>
      <Group justify="space-between" align="flex-end">
        <Title order={2} size="h4" id={heading}>
          Use
        </Title>
        <NativeSelect
          aria-label="How far back"
          size="xs"
          data={[...spans]}
          value={span}
          onChange={({ currentTarget }) => setSpan(currentTarget.value)}
        />
      </Group>
      {usage.data ? (
        <Paper withBorder p="lg" radius="md" bg="var(--page-surface)">
          <Known
            usage={usage.data}
            about={about}
            inNumbers={inNumbers}
            onTurn={() => setInNumbers(!inNumbers)}
          />
        </Paper>
      ) : usage.error ? (
        <ErrorPanel error={usage.error} onRetry={() => void usage.refetch()} />
      ) : (
        <ListSkeleton rows={2} />
      )}
    </Stack>
  );
}

interface KnownProps {
  readonly usage: Usage | TokenUsage;
  readonly about: string | undefined;
  /** As a table, in place of the chart. */
  readonly inNumbers: boolean;
  readonly onTurn: () => void;
}

function Known({ usage, about, inNumbers, onTurn }: KnownProps) {
  const { total } = usage;
  const isEmpty = total.accepted + refusedIn(total) === 0;
  return (
    <Stack gap="md">
      {about && (
        <Text size="sm" c="dimmed">
          {about}
        </Text>
      )}
      <Group justify="space-between">
        <Text fw={600}>{isEmpty ? 'Not used in this time' : sumWords(total)}</Text>
        {!isEmpty && (
          <Button variant="default" size="xs" onClick={onTurn}>
            {inNumbers ? 'Show the chart' : 'Show the numbers'}
          </Button>
        )}
      </Group>
      {!isEmpty && (inNumbers ? <UsageTable usage={usage} /> : <UsageChart usage={usage} />)}
      <Refused usage={usage} />
      {'addresses' in usage && <TokenOrigins usage={usage} />}
      <Text size="xs" c="dimmed">
        Counted in memory and written every two seconds: this may be a few seconds behind, and what
        a server had not written when it crashed is lost. Counts are kept for 90 days.
      </Text>
    </Stack>
  );
}

/** Why checks were refused, and what was missing most often. */
function Refused({ usage: { total, denied_permissions } }: { readonly usage: Usage }) {
  const reasons = refusals.filter(([outcome]) => total[outcome] > 0);
  if (reasons.length === 0) return null;
  return (
    <Stack gap={4}>
      <Text size="sm">
        Refused:{' '}
        {reasons.map(([outcome, label]) => `${label} ${number(total[outcome])}`).join(', ')}.
      </Text>
      {denied_permissions.length > 0 && (
        <Text size="sm" c="dimmed">
          Missing:{' '}
          {denied_permissions
            .slice(0, 5)
            .map(({ permission, count }) => `${permission} (${number(count)})`)
            .join(', ')}
        </Text>
      )}
    </Stack>
  );
}
