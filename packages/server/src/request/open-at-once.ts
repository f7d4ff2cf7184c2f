/** Says that something long is begun; undefined where its owner has too much open. The answer is called when it ends. */
export type OpenAtOnce = (owner: string) => (() => void) | undefined;

/**
 * Counts what is open by owner, in memory of this server, up to `most` each: each stream, and each wait for a task,
 * costs a look at the database with every change that concerns it.
 */
export function openAtOnce(most: number): OpenAtOnce {
  const open = new Map<string, number>();
  return (owner) => {
    const count = open.get(owner) ?? 0;
    if (count >= most) return undefined;
    open.set(owner, count + 1);
    let isOpen = true;
    return () => {
      if (!isOpen) return;
      isOpen = false;
      const left = (open.get(owner) ?? 1) - 1;
      if (left > 0) open.set(owner, left);
      else open.delete(owner);
    };
  };
}
