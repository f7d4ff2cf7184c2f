import { endpoints, type QueryOf } from '@keywright/contract';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import { Problem } from '../../../request/problem.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { presentChart } from './present-chart.ts';
import { type ChartFilters, countCharts, listCharts, readChart } from './queries.ts';

export const listHelmChartsOperation = ({ seesKinds }: DeploymentNeeds) =>
  readOperation(endpoints.listHelmCharts, {
    async run(db, { query, caller, now }) {
      const { slice, answer } = paged(query);
      const filters = filtersIn(query);
      if (!filters || !(await seesKinds(db, caller, now))) return answer([], 0);
      const rows = await listCharts(db, filters, slice);
      return answer(rows.map(presentChart), await countCharts(db, filters));
    },
  });

/** Undefined: no chart is of two kinds. */
function filtersIn(query: QueryOf<typeof endpoints.listHelmCharts>): ChartFilters | undefined {
  const { kind_id, helm_registry_id, parsed_branch, available } = query;
  const isOfTwo = kind_id && helm_registry_id && kind_id !== helm_registry_id;
  return isOfTwo ? undefined : { kind_id: kind_id ?? helm_registry_id, parsed_branch, available };
}

export const getHelmChartOperation = ({ seesKinds }: DeploymentNeeds) =>
  readOperation(endpoints.getHelmChart, {
    async run(db, { params, caller, now }) {
      const row = (await seesKinds(db, caller, now)) && (await readChart(db, params.id));
      if (!row) throw new Problem('not_found');
      return presentChart(row);
    },
  });
