import type { Storage } from '../storage/storage.ts';

/** Calls `hear` with the id of each row that was deleted, by any server. Returns the way to stop. */
export function followGone(storage: Storage, hear: (id: string) => void): () => void {
  return storage.listen(
    (message) => {
      const id = goneBy(message);
      if (id !== undefined) hear(id);
    },
    () => {},
  );
}

/** Undefined: none; and whoever may write to the database may send anything on its channel. */
function goneBy(message: string): string | undefined {
  try {
    const { id, change } = JSON.parse(message);
    return change === 'delete' ? String(id) : undefined;
  } catch {
    return undefined;
  }
}
