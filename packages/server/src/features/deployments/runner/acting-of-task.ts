import type { TaskActor } from '@keywright/contract';
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

/** The same as the wire has it. */
export function actorOfTask(task: TaskRow): TaskActor {
  const { name, credential, ...ids } = actingOfTask(task);
  return { ...principalOf(ids), name, credential };
}

function principalOf({
  user,
  bot,
  deployment,
}: Pick<Acting, 'user' | 'bot' | 'deployment'>): Pick<TaskActor, 'kind' | 'id'> {
  if (user !== null) return { kind: 'user', id: user };
  if (bot !== null) return { kind: 'service_account', id: bot };
  if (deployment !== null) return { kind: 'deployment', id: deployment };
  throw new Error('A task without an actor: its table does not allow that.');
}
