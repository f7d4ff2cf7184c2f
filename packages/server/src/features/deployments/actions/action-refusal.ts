import {
  actionsIn,
  type ChartAction,
  type ChartActions,
  type DeploymentStatus,
  type Permission,
  type ReportedStatus,
} from '@keywright/contract';
import type { Place } from '../../../plane/allowed.ts';
import type { Rights } from '../../../plane/decide.ts';
import { Problem } from '../../../request/problem.ts';

/** The action of that id, in a chart's `actions_schema` as it is stored (JSON, maybe `null`). */
export function findAction(actionsSchemaJson: string, id: string): ChartAction | undefined {
  return storedActions(actionsSchemaJson).find((action) => action.id === id);
}

/** All of a chart's actions, in its own order. */
export function storedActions(actionsSchemaJson: string): readonly ChartAction[] {
  return actionsIn(JSON.parse(actionsSchemaJson) as ChartActions | null);
}

/** A deployment as far as it decides whether an action can be invoked on it now, and by whom. */
export interface ActionStanding {
  /** The caller's, loaded for the place. */
  readonly rights: Pick<Rights, 'may'>;
  readonly place: Place;
  readonly status: DeploymentStatus;
  /** `content.status.name` of its reported status; null: none was reported. */
  readonly reportedStatusName: string | null;
}

/** Why an action cannot be invoked: for want of a right, or as things stand. */
export type ActionRefusal =
  | { readonly because: 'permission'; readonly permission: Permission; readonly message: string }
  | { readonly because: 'status'; readonly message: string };

type MissingRight = Extract<ActionRefusal, { because: 'permission' }>;

/** Why this caller cannot invoke it now; undefined: they can. Lack of rights comes before lack of readiness. */
export function refusalOf(
  action: ChartAction,
  standing: ActionStanding,
): ActionRefusal | undefined {
  return missingRight(action, standing) ?? wrongStatus(action, standing);
}

/** The right that a caller lacks to invoke it at all; undefined: none. */
export function missingRight(
  action: ChartAction,
  { rights, place }: Pick<ActionStanding, 'rights' | 'place'>,
): MissingRight | undefined {
  if (!rights.may('deployment.invoke_action', place)) {
    return lacking('deployment.invoke_action', 'Invoking actions');
  }
  if (action.allowed_role === 'Owner' && !rights.may('deployment.delete', place)) {
    return lacking('deployment.delete', `“${action.title}” is for Owners: it`);
  }
  return undefined;
}

const lacking = (permission: Permission, what: string): MissingRight => ({
  because: 'permission',
  permission,
  message: `${what} needs the permission ${permission}, which you do not have here.`,
});

const gone: ReadonlySet<DeploymentStatus> = new Set(['Uninstalling', 'Uninstalled', 'Deleting']);

function wrongStatus(
  { title, allowed_on_statuses: named = [] }: ChartAction,
  { status, reportedStatusName }: ActionStanding,
): ActionRefusal | undefined {
  const present = [reportedStatusName, status].filter((name) => name !== null);
  const now = present.join(', ');
  if (named.length === 0) {
    if (!gone.has(status)) return undefined;
    return { because: 'status', message: `The deployment is ${status}: nothing answers there.` };
  }
  const wanted = new Set(named.map((name) => name.toLowerCase()));
  if (present.some((name) => wanted.has(name.toLowerCase()))) return undefined;
  return {
    because: 'status',
    message: `“${title}” can be invoked while the deployment is ${named.join(' or ')}; it is ${now}.`,
  };
}

/** The refusal as an answer: 403 with the permission, or 409. */
export function refusalProblem(refusal: ActionRefusal): Problem {
  const { message } = refusal;
  switch (refusal.because) {
    case 'permission':
      return new Problem('forbidden', { message, permission: refusal.permission });
    case 'status':
      return new Problem('conflict', { message });
    default:
      throw refusal satisfies never;
  }
}

/** The name in a stored reported status (JSON); null: none was reported. */
export function reportedStatusName(reportedStatusJson: string | null): string | null {
  if (reportedStatusJson === null) return null;
  const { content } = JSON.parse(reportedStatusJson) as ReportedStatus;
  return content?.status.name ?? null;
}
