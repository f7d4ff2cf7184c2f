import type { TaskOperation } from '@keywright/contract';
import { invalidField, Problem } from '../../../request/problem.ts';
import type { Db } from '../../../storage/storage.ts';
import type { DeploymentRow } from '../queries.ts';
import {
  bodyField,
  fittingBody,
  invokedAction,
  onlyByChange,
  restartedPart,
} from '../tasks/ready-operation.ts';

interface Wanted {
  readonly operation: TaskOperation;
  readonly takesBody: boolean;
}

/**
 * What an address is to ask for, checked as far as it can be before it is called. A body that is to come with the call
 * is not kept beforehand. Who calls needs the rights, not who makes the address.
 */
export async function operationOfAddress(
  db: Db,
  row: DeploymentRow,
  { operation, takesBody }: Wanted,
): Promise<TaskOperation> {
  if ('InvokeAction' in operation) {
    const { InvokeAction: invoked } = operation;
    const action = await invokedAction(db, row, invoked);
    if (takesBody && !action.ui_schema) {
      throw invalidField('takes_body', 'This action takes no inputs.');
    }
    const body = takesBody ? null : fittingBody(action, invoked.body);
    return { InvokeAction: { ...invoked, body } };
  }
  if (!('RestartK8sResource' in operation)) throw onlyByChange(operation);
  if (takesBody) throw invalidField('takes_body', 'A restart takes no inputs.');
  await restartedPart(db, row, operation.RestartK8sResource);
  return operation;
}

/**
 * What a call asks for: of the version that the deployment has now, because an address is to outlive upgrades, and with
 * the call’s own body where the address takes one.
 */
export function calledOperation(
  row: DeploymentRow,
  { operation, takesBody }: Wanted,
  body: unknown,
): TaskOperation {
  if (!('InvokeAction' in operation)) return operation;
  const { action_id, body: kept } = operation.InvokeAction;
  return {
    InvokeAction: {
      helm_chart_id: row.helm_chart_id,
      action_id,
      body: takesBody ? (body ?? {}) : kept,
    },
  };
}

/**
 * Says what is wrong in the words of who calls: what is wrong with their body is theirs to mend, and named as they sent
 * it; whatever else does not fit is not.
 */
export function rethrowOfCall(error: unknown, { takesBody }: Pick<Wanted, 'takesBody'>): never {
  if (!(error instanceof Problem) || error.code !== 'invalid_request') throw error;
  const fields = error.details.fields ?? [];
  const isOfBody = fields.every(({ field }) => field.startsWith(bodyField));
  if (!takesBody || !isOfBody) {
    throw new Problem('conflict', {
      message: `What this address asks for does not fit the deployment as it is now. ${error.message}`,
      cause: error,
    });
  }
  const sent = fields.map(({ field, message }) => ({
    field: field.slice(bodyField.length + 1) || 'body',
    message,
  }));
  const [first] = sent;
  throw new Problem('invalid_request', {
    message: first ? `${first.field}: ${first.message}` : undefined,
    fields: sent,
    cause: error,
  });
}
