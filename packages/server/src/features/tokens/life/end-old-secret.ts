import { announceChange } from '../../../audit/write-audit-event.ts';
import type { EndOldSecret } from '../../../plane/verification/end-old-secret.ts';
import { dropOldSecret } from './queries.ts';

/** At the first use of the new secret: the old one is dead, on every connection that came with it too. */
export const endOldSecret: EndOldSecret = async (tx, id, used) => {
  const ended = await dropOldSecret(tx, id, used);
  if (ended) announceChange(tx, ended.kind, id, ended.ownerId);
};
