import type { AuditEvent } from '@keywright/sdk';
import { principal } from '../names/look-up.ts';
import { text } from '../output/cell.ts';
import type { Column } from '../output/table.ts';
import { when } from '../output/times.ts';
import { listCommand } from '../program/list-command.ts';

const columns: readonly Column<AuditEvent>[] = [
  { title: 'WHEN', of: ({ at }) => when(at), least: 8 },
  { title: 'WHO', of: ({ actor }) => text(actor.name) },
  { title: 'WITH', of: ({ actor }) => text(actor.credential?.name), least: 6 },
  { title: 'DID', of: ({ action }) => text(action), least: 12 },
  { title: 'TO', of: ({ target }) => text(target.name) },
  { title: 'FROM', of: ({ address }) => text(address), least: 9 },
];

/** `keywright audit`: who did what. */
export const group = () =>
  listCommand('audit', {
    endpoint: 'listAuditEvents',
    summary: 'Who did what, newest first',
    filters: {
      actor_kind: {
        flags: '--actor-kind <kind>',
        says: 'done by one of this kind',
        choices: ['user', 'service_account', 'deployment', 'operator', 'system'],
      },
      actor_id: {
        flags: '--actor <principal>',
        says: 'done by them: e-mail address, name or id; me: by you',
        lookUp: principal,
      },
      credential_kind: {
        flags: '--credential-kind <kind>',
        says: 'who came with one of this kind',
        choices: ['session', 'user_token', 'service_account_token', 'deployment_token'],
      },
      credential_id: { flags: '--credential <id>', says: 'the session or token they came with' },
      action: { flags: '--action <action>', says: 'such as user_token.revoke' },
      target_id: { flags: '--target <id>', says: 'whatever it was done to' },
      since: { flags: '--since <when>', says: 'at this date or time, or later' },
      until: { flags: '--until <when>', says: 'before this date or time' },
    },
    columns,
    empty: 'Nothing in the record matches.',
  });
