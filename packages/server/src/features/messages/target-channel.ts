import type { ResourceId } from '@keywright/contract';
import { placeOf } from '../../plane/tree/node.ts';
import { readNode } from '../../plane/tree/queries.ts';
import type { Channel } from '../../request/channel-broker.ts';
import type { Target } from '../../request/operation.ts';
import type { Db } from '../../storage/storage.ts';

/** The channel that a request is about. */
export async function targetChannel(
  db: Db,
  { params: { id } }: { readonly params: { readonly id: ResourceId } },
): Promise<Target<Channel> | undefined> {
  const node = await readNode(db, id);
  if (node?.type !== 'channel' || node.project_id === null) return undefined;
  return {
    row: { projectId: node.project_id as Channel['projectId'], channelId: id },
    resource: placeOf(node),
    visible: 'channel.read',
  };
}
