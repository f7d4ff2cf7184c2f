import type { PrincipalRef, ResourceRef } from '@keywright/sdk';
import { Paper, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { PrincipalPicker } from '../grants/principal-picker.tsx';
import { ErrorPanel } from '../parts/error-panel.tsx';
import { ListSkeleton } from '../parts/list-skeleton.tsx';
import { explainedAccessQuery } from '../queries/access.ts';
import { AccessAnswer } from './access-answer.tsx';
import classes from './explain-access.module.css';
import { PermissionChoice } from './permission-choice.tsx';
import { ResourcePicker } from './resource-picker.tsx';
import { wholeSite } from './whole-site.ts';

interface Props {
  /** Whom it is about; chosen here without it. */
  readonly principal?: PrincipalRef;
  /** Whether that is the reader. */
  readonly isSelf?: boolean;
  /** Where; chosen here without it. */
  readonly resource?: ResourceRef;
}

/** Asks one question, "may they do this there?", and shows why, or what is missing. */
export function ExplainAccess(props: Props) {
  const [principal, setPrincipal] = useState(props.principal);
  const [resource, setResource] = useState(props.resource);
  const [permission, setPermission] = useState<string>();
  const headingId = useId();
  const isWhole = principal && resource && permission;
  return (
    <Paper
      withBorder
      p="md"
      radius="md"
      bg="var(--page-surface)"
      component="section"
      aria-labelledby={headingId}
    >
      <Stack gap="sm">
        <div>
          <Title order={props.principal ? 3 : 2} size="h5" id={headingId}>
            {titleOf(props)}
          </Title>
          <Text size="sm" c="dimmed">
            Ask about one permission in one place, and see where the right comes from or what is
            missing.
          </Text>
        </div>
        <div className={classes.question}>
          {!props.principal && (
            <PrincipalPicker label="Who" clearable value={principal} onChange={setPrincipal} />
          )}
          <PermissionChoice
            label="Permission"
            placeholder="Such as deployment.restart"
            value={permission}
            onChange={setPermission}
          />
          {!props.resource && (
            <ResourcePicker
              label="Where"
              within={wholeSite}
              value={resource}
              onChange={setResource}
            />
          )}
        </div>
        <div role="status">
          {isWhole && (
            <Answer principal={principal.id} permission={permission} resource={resource.id} />
          )}
        </div>
      </Stack>
    </Paper>
  );
}

function titleOf({ principal, isSelf }: Props): string {
  if (isSelf) return 'May you do this?';
  return principal ? `May ${principal.name} do this?` : 'May somebody do this?';
}

interface Question {
  readonly principal: string;
  readonly permission: string;
  readonly resource: string;
}

function Answer(question: Question) {
  const query = useQuery(explainedAccessQuery(question));
  if (query.isPending) return <ListSkeleton rows={1} />;
  if (!query.data) return <ErrorPanel error={query.error} onRetry={() => void query.refetch()} />;
  return <AccessAnswer answer={query.data} />;
}
