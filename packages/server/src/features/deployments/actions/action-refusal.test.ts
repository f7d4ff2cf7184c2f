import { type ChartAction, deploymentStatuses, type Permission } from '@keywright/contract';
import { expect, test } from 'vitest';
import {
  findAction,
  refusalOf,
  refusalProblem,
  reportedStatusName,
  storedActions,
} from './action-refusal.ts';

const backup: ChartAction = {
  id: 'backup',
  title: 'Back up',
  description: '',
  allowed_role: 'Maintainer',
  endpoint: 'standard_ingress',
  path: 'backup',
  method: 'POST',
};
const maintains = ['deployment.invoke_action'];
const owns = [...maintains, 'deployment.delete'];

/** What stands in the way of an action, for who holds these permissions. */
function refused(
  action: Partial<ChartAction>,
  held: readonly string[],
  standing: Partial<Omit<Parameters<typeof refusalOf>[1], 'rights' | 'place'>> = {},
) {
  return refusalOf(
    { ...backup, ...action },
    {
      rights: { may: (permission: Permission) => held.includes(permission) },
      place: { path: [], kindId: null },
      status: 'Running',
      reportedStatusName: null,
      ...standing,
    },
  );
}

test.each([
  ['Maintainer', [], 'deployment.invoke_action'],
  ['Maintainer', maintains, undefined],
  ['Maintainer', owns, undefined],
  ['Owner', [], 'deployment.invoke_action'],
  ['Owner', ['deployment.delete'], 'deployment.invoke_action'],
  ['Owner', maintains, 'deployment.delete'],
  ['Owner', owns, undefined],
] as const)('an action for %ss, by who holds %j, lacks %s', (allowed_role, held, missing) => {
  const refusal = refused({ allowed_role }, held);
  expect(refusal && 'permission' in refusal ? refusal.permission : undefined).toBe(missing);
  if (!refusal || !missing) return;
  expect(refusal.message).toContain(missing);
  expect(refusalProblem(refusal)).toMatchObject({
    code: 'forbidden',
    details: { permission: missing },
  });
});

test.each([
  [['Running'], 'Running', null, true],
  [['running'], 'Running', null, true],
  [['Idle'], 'Running', 'IDLE', true],
  [['Idle', 'Busy'], 'Running', 'Busy', true],
  [['Running'], 'Running', 'Busy', true],
  [['Idle'], 'Running', 'Busy', false],
  [['Idle'], 'Running', null, false],
  [['Uninstalled'], 'Uninstalled', null, true],
  [[], 'Error', 'Busy', true],
] as const)('allowed on %j, being %s and reported as %s: %s', (named, status, reported, is) => {
  const action = { allowed_on_statuses: [...named] };
  const refusal = refused(action, owns, { status, reportedStatusName: reported });
  expect(refusal === undefined).toBe(is);
  if (!refusal) return;
  expect(refusalProblem(refusal).code).toBe('conflict');
  expect(refusal.message).toContain(named.join(' or '));
});

test('an action that names no status can be invoked while there is something to answer', () => {
  const idle = deploymentStatuses.filter((status) => refused({}, owns, { status }) !== undefined);
  expect(idle).toEqual(['Uninstalling', 'Uninstalled', 'Deleting']);
});

test('who may not learns that first, and nothing of how things stand', () => {
  const refusal = refused({ allowed_on_statuses: ['Idle'] }, []);
  expect(refusal).toMatchObject({ because: 'permission' });
});

test('actions are found in both forms of what is stored, and in nothing', () => {
  const spec = { ...backup, id: 'other' };
  const v1 = [{ apiVersion: 'platz.io/v1beta1', kind: 'Action', spec }];
  const v0 = { schema_version: 0, actions: [backup, spec] };
  expect(findAction(JSON.stringify(v1), 'other')).toEqual(spec);
  expect(findAction(JSON.stringify(v0), 'other')).toEqual(spec);
  expect(findAction(JSON.stringify(v0), 'constructor')).toBeUndefined();
  expect(storedActions(JSON.stringify(v0))).toHaveLength(2);
  expect(storedActions('null')).toEqual([]);
});

test('the reported status is known by its name, where there is one', () => {
  const status = (content: unknown) => JSON.stringify({ content, error: null });
  expect(reportedStatusName(null)).toBeNull();
  expect(reportedStatusName(status(null))).toBeNull();
  expect(reportedStatusName(status({ status: { name: 'Idle', color: 'success' } }))).toBe('Idle');
});
