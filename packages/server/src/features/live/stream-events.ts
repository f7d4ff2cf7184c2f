import { endpoints, type LiveEvent } from '@keywright/contract';
import type { Heard } from '../../request/heard.ts';
import { readOperation } from '../../request/operation.ts';
import type { Follow } from './follow.ts';

/** What the stream carries: events, and `null` as a sign of life. */
type Item = LiveEvent | null;

/** What the caller may hear of, by kind and id alone. */
export const eventsOperation = (follow: Follow) =>
  readOperation(endpoints.events, {
    run: async (db, asked) => itemsOf(await follow(db, asked)),
  });

async function* itemsOf(heard: AsyncIterable<Heard>): AsyncGenerator<Item> {
  for await (const one of heard) {
    if (one === 'over') return;
    if (one === 'alive') yield null;
    else if (one === 'resync') yield { kind: 'resync' };
    else yield { kind: one.kind, id: one.id };
  }
}
