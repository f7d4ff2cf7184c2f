import { endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { readOperation } from '../../../request/operation.ts';
import { Problem } from '../../../request/problem.ts';
import { readChart } from '../charts/queries.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { type DeploymentRow, readDeployments } from '../queries.ts';
import { refusalOf, reportedStatusName, storedActions } from './action-refusal.ts';

export const listDeploymentActionsOperation = ({ plane }: DeploymentNeeds) =>
  readOperation<typeof endpoints.listDeploymentActions, DeploymentRow>(
    endpoints.listDeploymentActions,
    {
      async target(db, { params }) {
        const [row] = await readDeployments(db, [params.id]);
        return row && { row, resource: placeOf(row) };
      },
      async run(db, { caller }, row) {
        const chart = await readChart(db, row.helm_chart_id);
        if (!chart) throw new Problem('internal');
        const place = placeOf(row);
        const standing = {
          rights: await plane.rights(db, caller, [place]),
          place,
          status: row.status,
          reportedStatusName: reportedStatusName(row.reported_status),
        };
        const items = storedActions(chart.actions_schema).map((action) => {
          const refusal = refusalOf(action, standing);
          return { ...action, is_allowed: !refusal, refusal: refusal?.message ?? null };
        });
        return { items };
      },
    },
  );
