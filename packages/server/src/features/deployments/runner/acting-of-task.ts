import type { Acting } from '../tasks/acting.ts';
import type { TaskRow } from './queries.ts';

/** Who asked for a task, as its row has it. */
export function actingOfTask(task: TaskRow): Acting {
  return {
    user: task.acting_user_id,
    bot: task.acting_bot_id,
    deployment: task.acting_deployment_id,
    name: task.acting_name,
    credential: {
      kind: task.credential_kind,
      id: task.credential_id,
      name: task.credential_name,
    },
  };
}
