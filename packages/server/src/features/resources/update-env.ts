import { endpoints } from '@keywright/contract';
import { changed } from '../../audit/changed.ts';
import type { Plane } from '../../plane/plane.ts';
import { placeOf } from '../../plane/tree/node.ts';
import { changeOperation, unchanged } from '../../request/operation.ts';
import { auditTarget, placed } from './audit-details.ts';
import { refuseLettingIn } from './auto-add.ts';
import { type EnvRow, type EnvSettings, setEnvSettings } from './queries.ts';
import { rename, renameTarget } from './rename-node.ts';
import { envs, presentOne } from './shown.ts';

/** What is left out or null stays as it is: so Platz's clients send what they do not want to change. */
export const updateEnvOperation = (plane: Plane) =>
  changeOperation(endpoints.updateEnv, {
    async target(tx, { params }) {
      const target = await renameTarget(envs, tx, params.id);
      return target && { ...target, visible: 'env.read' };
    },
    async run(tx, { body, caller }, row) {
      const before = settingsOf(row);
      const after: EnvSettings = {
        nodeSelector: jsonOr(before.nodeSelector, body.node_selector),
        tolerations: jsonOr(before.tolerations, body.tolerations),
        autoAddNewUsers: body.auto_add_new_users ?? before.autoAddNewUsers,
      };
      if (after.autoAddNewUsers && !before.autoAddNewUsers) {
        await refuseLettingIn(plane, tx, caller, placeOf(row));
      }
      await rename(tx, 'env', row, body.name);
      const settings = settingChanges(before, after);
      if (Object.keys(settings).length > 0) await setEnvSettings(tx, row.id, after);
      const output = await presentOne(envs, tx, { plane, caller, id: row.id });
      const changes = { ...changed('name', row.name, output.name), ...settings };
      if (Object.keys(changes).length === 0) return { output, audit: unchanged };
      return {
        output,
        audit: {
          action: 'env.update',
          target: auditTarget('env', output),
          details: { ...placed(output.project), ...changes },
        },
      };
    },
  });

function settingsOf(row: EnvRow): EnvSettings {
  return {
    nodeSelector: row.node_selector,
    tolerations: row.tolerations,
    autoAddNewUsers: row.auto_add_new_users === 1,
  };
}

function jsonOr(present: string, wanted: unknown): string {
  return wanted === undefined || wanted === null ? present : JSON.stringify(wanted);
}

function settingChanges(from: EnvSettings, to: EnvSettings) {
  const json = (text: string): unknown => JSON.parse(text);
  return {
    ...changed('auto_add_new_users', from.autoAddNewUsers, to.autoAddNewUsers),
    ...(from.nodeSelector !== to.nodeSelector && {
      node_selector: { from: json(from.nodeSelector), to: json(to.nodeSelector) },
    }),
    ...(from.tolerations !== to.tolerations && {
      tolerations: { from: json(from.tolerations), to: json(to.tolerations) },
    }),
  };
}
