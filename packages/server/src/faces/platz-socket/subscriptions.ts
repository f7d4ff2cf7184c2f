import type { DbEvent, SocketMessage } from '@keywright/contract';

/** All of Platz's tables, each for every env that a person looks at in a day. */
const mostSubscriptions = 1000;

type Rows = Pick<SocketMessage, 'table' | 'env_id'>;

const keyOf = ({ table, env_id }: Rows): string => `${table} ${env_id ?? ''}`;

/** Which rows one client asked to hear of. Asked twice is asked once, as Platz has it. */
export class Subscriptions {
  readonly #keys = new Set<string>();

  /** False: it asks for more than anybody needs. */
  take(message: SocketMessage): boolean {
    switch (message.type) {
      case 'subscribe':
        this.#keys.add(keyOf(message));
        return this.#keys.size <= mostSubscriptions;
      case 'unsubscribe':
        this.#keys.delete(keyOf(message));
        return true;
      default:
        throw message satisfies never;
    }
  }

  wants(event: DbEvent): boolean {
    const { table } = event;
    return this.#keys.has(keyOf(event)) || this.#keys.has(keyOf({ table, env_id: null }));
  }
}
