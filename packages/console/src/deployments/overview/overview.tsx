import type { Deployment } from '@keywright/sdk';
import { useQuery } from '@tanstack/react-query';
import { helmChartQuery } from '../../queries/helm-charts.ts';
import { ActionList } from './action-list.tsx';
import { ConfigSection } from './config-section.tsx';
import { HowItIs } from './how-it-is.tsx';
import classes from './overview.module.css';
import { PartList } from './part-list.tsx';
import { WebhookList } from './webhook-list.tsx';
import { WhatRuns } from './what-runs.tsx';

export function Overview({ deployment }: { readonly deployment: Deployment }) {
  const chart = useQuery(helmChartQuery(deployment.helm_chart_id));
  return (
    <div className={classes.grid}>
      <HowItIs deployment={deployment} />
      <WhatRuns deployment={deployment} />
      <ConfigSection deployment={deployment} chart={chart} />
      <ActionList deployment={deployment} />
      <PartList deployment={deployment} />
      <WebhookList deployment={deployment} />
    </div>
  );
}
