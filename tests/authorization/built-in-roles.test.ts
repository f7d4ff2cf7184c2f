import { builtInRoles, entityTypes, type Permission, permissions } from '@keywright/contract';
import { expect, test } from 'vitest';

const set = (name: keyof typeof builtInRoles) => new Set<string>(builtInRoles[name].permissions);
const all = (...types: (keyof typeof entityTypes)[]) =>
  types.flatMap((type) => entityTypes[type].map((operation) => `${type}.${operation}`));

test('each Admin holds all that the Admins below it hold, and more', () => {
  const levels = [set('organizationAdmin'), set('projectAdmin'), set('envAdmin'), set('envUser')];
  for (const [i, lower] of levels.entries()) {
    const upper = levels[i - 1];
    if (upper === undefined) continue;
    expect(lower.isSubsetOf(upper)).toBe(true);
    expect(upper.size).toBeGreaterThan(lower.size);
  }
});

test('a Member sees the node and its people’s names; nothing below, and changes nothing', () => {
  expect([...set('organizationMember')].sort()).toEqual([
    'organization.list',
    'organization.list_members',
    'organization.read',
  ]);
  expect([...set('projectMember')].sort()).toEqual([
    'project.list',
    'project.list_members',
    'project.read',
  ]);
});

test('a User of an env sees it and its deployments, and changes nothing', () => {
  const user = [...set('envUser')];
  expect(user).toEqual(expect.arrayContaining(['env.read', 'env.list', 'deployment.read']));
  expect(user.filter((permission) => !/\.(read|list)$/.test(permission))).toEqual([]);
  expect(user.filter((permission) => /^(grant|role|service_account)/.test(permission))).toEqual([]);
});

test('an Owner creates, deletes and does all that a Maintainer does: update, restart, invoke an action', () => {
  const [owner, maintainer] = [set('deploymentOwner'), set('deploymentMaintainer')];
  const more = ['deployment.create', 'deployment.delete'];
  expect([...owner.difference(maintainer)].sort()).toEqual(more);
  expect(maintainer.isSubsetOf(owner)).toBe(true);
  for (const operation of ['update', 'restart', 'invoke_action']) {
    expect(maintainer).toContain(`deployment.${operation}`);
  }
  expect([...owner].filter((permission) => !permission.startsWith('deployment'))).toEqual([]);
  expect([builtInRoles.deploymentOwner.ofKind, builtInRoles.deploymentMaintainer.ofKind]).toEqual([
    true,
    true,
  ]);
});

test('programs get what they need and nothing else', () => {
  expect([...set('verifier')]).toEqual(['token.verify']);
  const ofRunner = [...all('k8s_cluster', 'helm_chart'), 'deployment_task.claim'].filter(
    (permission) => permission !== 'k8s_cluster.delete',
  );
  expect([...set('runner')].sort()).toEqual(ofRunner.sort());
});

test('what is the site’s is in no role for what stands below it', () => {
  const ofSite: readonly string[] = [
    ...all('site', 'user', 'user_token', 'session', 'audit_event', 'deployment_kind'),
    'organization.create',
  ];
  for (const [name, role] of Object.entries(builtInRoles)) {
    const held: readonly Permission[] = role.permissions;
    expect(
      held.filter((permission) => ofSite.includes(permission)),
      name,
    ).toEqual([]);
    expect(
      held.filter((permission) => !(permissions as readonly string[]).includes(permission)),
      name,
    ).toEqual([]);
    expect(new Set(held).size, name).toBe(held.length);
  }
});
