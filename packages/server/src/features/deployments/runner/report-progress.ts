import { endpoints, leaseSeconds, maxOutputBytes } from '@keywright/contract';
import { changeOperation, ownRecord } from '../../../request/operation.ts';
import { announceTask } from './announce-task.ts';
import { heldTask } from './held-task.ts';
import { keptOutput } from './kept-output.ts';
import { addOutput, extendLease } from './queries.ts';
import { taskTarget } from './runner-target.ts';

export const reportProgressOperation = () =>
  changeOperation(endpoints.reportTaskProgress, {
    target: (tx, { params, caller }) => taskTarget(tx, caller, params.id),
    async run(tx, { params, body, now }) {
      const task = await heldTask(tx, params.id, body.lease_id, now);
      const leaseS = body.lease_s ?? leaseSeconds.default;
      await extendLease(tx, task.id, now + leaseS * 1000);
      const output = keptOutput(task, body.output ?? '', body.is_cut);
      await addOutput(tx, task.id, output);
      // A mere sign of life is nothing that anybody looks at.
      if (output.text !== '') await announceTask(tx, task);
      return {
        output: { lease_s: leaseS, output_left: maxOutputBytes - output.bytes },
        audit: ownRecord,
      };
    },
  });
