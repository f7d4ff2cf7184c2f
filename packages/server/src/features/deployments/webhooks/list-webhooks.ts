import { endpoints } from '@keywright/contract';
import { placeOf } from '../../../plane/tree/node.ts';
import { readOperation } from '../../../request/operation.ts';
import { paged } from '../../../request/paging.ts';
import type { DeploymentNeeds } from '../handed-in.ts';
import { readDeployments } from '../queries.ts';
import { presentWebhook } from './present-webhook.ts';
import { countWebhooks, listWebhooks } from './queries.ts';

export const listWebhooksOperation = ({ plane, siteUrl }: DeploymentNeeds) =>
  readOperation(endpoints.listDeploymentWebhooks, {
    async target(db, { params }) {
      const [row] = await readDeployments(db, [params.id]);
      return row && { row, resource: placeOf(row) };
    },
    async run(db, { caller, query }, row) {
      const { slice, answer } = paged(query);
      const place = placeOf(row);
      const shown = { rights: await plane.rights(db, caller, [place]), place, siteUrl };
      const webhooks = await listWebhooks(db, row.id, slice);
      const items = webhooks.map((webhook) => presentWebhook(webhook, shown));
      return answer(items, await countWebhooks(db, row.id));
    },
  });
