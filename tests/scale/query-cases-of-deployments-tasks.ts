import type { DeploymentTaskId, DeploymentWebhookId, TaskOperation } from '@keywright/contract';
import type * as lists from '../../packages/server/src/features/deployments/tasks/list/queries.ts';
import type { TaskFilters } from '../../packages/server/src/features/deployments/tasks/list/question.ts';
import type * as tasks from '../../packages/server/src/features/deployments/tasks/queries.ts';
import type * as webhooks from '../../packages/server/src/features/deployments/webhooks/queries.ts';
import { engineUnderTest } from '../kit/database.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, childrenOfNew, found, fresh, ordered, slice } from './query-case.ts';

const everything = { kind: 'everything' } as const;
const granted = ({ holder, at }: KnownIds) =>
  ({
    kind: 'granted',
    principalId: holder,
    permission: 'deployment_task.list',
    now: at,
  }) as const;
/** Spots are gathered first; what was gathered is read through, and its tasks put in order. */
const gathered = {
  ...ordered,
  ...found,
  scans: 'The few spots that were gathered are read through.',
};

/** Each filter alone, and pairs of them as pages ask for them. */
function filtersOf(known: KnownIds): Record<string, TaskFilters> {
  const { deployment, cluster, user, account, at } = known;
  const [env_id, kind_id] = [known.deploymentEnv, known.deploymentKind];
  return {
    'of a deployment': { deployment_id: deployment },
    'of a cluster': { cluster_id: cluster },
    'of an env': { env_id },
    'of a kind': { kind_id },
    'by a person': { acting_user_id: user },
    'by an account': { acting_bot_id: account },
    'by a deployment': { acting_deployment_id: deployment },
    'by people': { actor_kind: 'user' },
    'by accounts': { actor_kind: 'service_account' },
    'by deployments': { actor_kind: 'deployment' },
    'with a credential': { credential_id: known.session },
    'of an operation': { operation: 'Uninstall' },
    pending: { status: 'Pending' },
    failed: { status: 'Failed' },
    'done, mostly': { status: 'Done' },
    'in two days': { since: at, until: at + 2 * 86_400_000 },
    'of a deployment, failed': { deployment_id: deployment, status: 'Failed' },
    'of a deployment, by an account': { deployment_id: deployment, acting_bot_id: account },
    'of a deployment, of an operation': { deployment_id: deployment, operation: 'Uninstall' },
    'of a deployment, in two days': { deployment_id: deployment, since: at },
    'of an env, of a kind': { env_id, kind_id },
    'of an env, failed': { env_id, status: 'Failed' },
    'of an env, pending': { env_id, status: 'Pending' },
    'of an env, of an operation': { env_id, operation: 'Uninstall' },
    'of an env, by people': { env_id, actor_kind: 'user' },
    'by an account, failed': { acting_bot_id: account, status: 'Failed' },
    'by an account, of an operation': { acting_bot_id: account, operation: 'Uninstall' },
    'by an account, in two days': { acting_bot_id: account, since: at, until: at + 1 },
    'by a person, pending': { acting_user_id: user, status: 'Pending' },
    'with a credential, failed': { credential_id: known.session, status: 'Failed' },
    'of an operation, failed': { operation: 'Uninstall', status: 'Failed' },
  };
}

export function casesOfTaskLists(known: KnownIds): CasesOf<typeof lists> {
  const filters = filtersOf(known);
  const reach = granted(known);
  const one = { env_id: known.deploymentEnv, kind_id: null, deployment_id: null };
  const ofKind = { ...one, kind_id: known.deploymentKind };
  const spots = [
    one,
    ofKind,
    { env_id: known.deploymentEnv, kind_id: null, deployment_id: known.deployment },
    { env_id: null, kind_id: known.deploymentKind, deployment_id: null },
  ];
  const each = <C>(make: (given: TaskFilters) => C) =>
    Object.fromEntries(Object.entries(filters).map(([says, given]) => [says, make(given)]));
  return {
    listWalked: {
      all: { given: [{ filters: {}, reach: everything }, slice], may: ordered },
      'that a reader may see': { given: [{ filters: {}, reach }, slice], may: ordered },
      ...each((given) => ({
        given: [{ filters: given, reach: everything }, slice],
        may: walked(given),
      })),
      ...Object.fromEntries(
        Object.entries(filters).map(([says, given]) => [
          `${says}, that a reader may see`,
          { given: [{ filters: given, reach }, slice] as const, may: walked(given) },
        ]),
      ),
    } as never,
    countWalked: {
      all: { given: [{ filters: {}, reach: everything }, 10_150], may: ordered },
      'of a deployment, that a reader may see': {
        given: [{ filters: { deployment_id: known.deployment }, reach }, 10_150],
      },
      ...each((given) => ({
        given: [{ filters: given, reach: everything }, 10_150],
        may: walked(given),
      })),
    } as never,
    listSpots: {
      'of a reader': { given: [{ filters: {}, reach }, 101], may: gathered },
      'in an env': {
        given: [{ filters: { env_id: known.deploymentEnv }, reach }, 101],
        may: gathered,
      },
    },
    listMerged: {
      'four spots': { given: [{ filters: {}, spots }, slice], may: gathered },
      'four spots, failed': {
        given: [{ filters: { status: 'Failed' }, spots }, slice],
        may: gathered,
      },
      'two spots, by an account': {
        given: [{ filters: { acting_bot_id: known.account }, spots: [one, ofKind] }, slice],
        may: gathered,
      },
    },
    countInSpots: {
      'of a reader': { given: [{ filters: {}, reach }, 10_150], may: gathered },
      'of a reader, failed': {
        given: [{ filters: { status: 'Failed' }, reach }, 10_150],
        may: gathered,
      },
    },
    listInSpots: {
      'of a reader': { given: [{ filters: {}, reach }, slice, 500], may: gathered },
      'of a reader, by an account': {
        given: [{ filters: { acting_bot_id: known.account }, reach }, slice, 500],
        may: gathered,
      },
    },
    placeOfDeployment: { 'by id': { given: [known.deployment], may: found } },
  };
}

/**
 * A page is read from its index in its order: SQLite is held to that. PostgreSQL knows how many rows it will find: it may
 * put few in order, and walk along the newest where many are. Kinds of actors have an index each, walked from its end.
 */
const walked = ({ actor_kind }: TaskFilters) =>
  engineUnderTest() === 'postgres' ? { ...ordered, ...found } : { ...(actor_kind && ordered) };

export function casesOfTasks(known: KnownIds): CasesOf<typeof tasks> {
  const { task, deployment, chart, at } = known;
  const acting = {
    ...{ user: known.user, bot: null, deployment: null, name: 'a' },
    credential: { kind: 'session', id: known.session, name: 'Browser session' },
  } as const;
  const row = {
    ...{ id: deployment, name: 'service', kind_id: known.deploymentKind, kind_name: 'web' },
    ...{ env_id: known.deploymentEnv, env_name: 'production' },
    ...{ cluster_id: known.cluster, namespace: 'web' },
  } as Parameters<typeof tasks.insertTaskRow>[1]['deployment'];
  return {
    insertTaskRow: {
      new: {
        given: [
          {
            ...{ id: fresh as DeploymentTaskId, deployment: row, acting, hiddenInputs: [] },
            ...{ operation, operationName: 'Uninstall', now: at, executeAt: at },
          },
        ],
        may: childrenOfNew,
      },
    },
    readTasks: { 'by id': { given: [[task]], may: found } },
    lockTask: { 'by id': { given: [task] } },
    cancelTask: { 'by id': { given: [task, { acting, reason: null, now: at }] } },
    readOutput: { 'of one': { given: [task], may: found } },
    readChartTags: { 'of one': { given: [[chart]] } },
    readSchemas: { 'of one': { given: [[chart]] } },
    isToBeDecided: { 'of one': { given: [deployment] } },
  };
}

const operation: TaskOperation = { Uninstall: {} };

export function casesOfWebhooks(known: KnownIds): CasesOf<typeof webhooks> {
  const { webhook, deployment, user, at, task } = known;
  return {
    listWebhooks: { 'of a deployment': { given: [deployment, slice], may: found } },
    countWebhooks: { 'of a deployment': { given: [deployment] } },
    readWebhook: { 'by id': { given: [webhook] } },
    insertWebhook: {
      new: {
        given: [
          {
            ...{ id: fresh as DeploymentWebhookId, deploymentId: deployment, name: 'new' },
            ...{ operation, hiddenInputs: [], takesBody: false, now: at },
            createdBy: { kind: 'user', id: user, name: 'a' },
          },
        ],
        may: childrenOfNew,
      },
    },
    webhookNamed: { 'of a deployment': { given: [deployment, 'hook 1'] } },
    deleteWebhook: { 'by id': { given: [webhook] } },
    deliveredTask: { 'by its id': { given: [webhook, 'delivery 1'] } },
    insertDelivery: {
      new: { given: [{ webhook_id: webhook, delivery_id: 'new', task_id: task, at }] },
    },
    forgetDeliveries: { 'of one address': { given: [webhook, at] } },
  };
}
