/** Says that a stream is opened; undefined where its owner has too many. The answer is called when it ends. */
export type StreamLimit = (owner: string) => (() => void) | undefined;

/**
 * Counts open streams by owner, in memory of this server, up to `most` each. A browser opens one for all its tabs;
 * every one costs a look at the database with each change that concerns its owner.
 */
export function streamLimit(most: number): StreamLimit {
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
