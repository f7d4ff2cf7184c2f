import { randomUUID } from 'node:crypto';
import type { DeploymentId, DeploymentTaskId, TaskActor } from '@keywright/contract';
import { SignJWT } from 'jose';
import { statementAlgorithm } from '../../../plane/statement-key.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** Long enough for one call over a slow network; what is overheard is soon worth nothing. */
const lifetimeS = 60;

/** Who asked whom for what. */
export interface Statement {
  readonly taskId: DeploymentTaskId;
  readonly deployment: { readonly id: DeploymentId; readonly name: string };
  readonly actor: Pick<TaskActor, 'kind' | 'id' | 'name'>;
  /** As the chart names it. */
  readonly actionId: string;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * A JWT by which a deployment knows, without asking, that this site sends the call and who is behind it. For that one
 * deployment (`aud`): what it was sent, it cannot send on to another one in the actor's name.
 */
export function signStatement(
  { statementKey, siteUrl }: Pick<DeploymentNeeds, 'statementKey' | 'siteUrl'>,
  { taskId, deployment, actor, actionId, now }: Statement,
): Promise<string> {
  const issuedAt = Math.floor(now / 1000);
  const { kind, id, name } = actor;
  return new SignJWT({
    actor: { kind, id, name },
    task_id: taskId,
    action_id: actionId,
    deployment: { id: deployment.id, name: deployment.name },
  })
    .setProtectedHeader({
      alg: statementAlgorithm,
      typ: 'keywright-statement+jwt',
      kid: statementKey.id,
    })
    .setIssuer(siteUrl)
    .setAudience(deployment.id)
    .setSubject(id)
    .setJti(randomUUID())
    .setIssuedAt(issuedAt)
    .setExpirationTime(issuedAt + lifetimeS)
    .sign(statementKey.privateKey);
}
