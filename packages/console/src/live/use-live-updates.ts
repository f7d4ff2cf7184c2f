import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { followChanges, keysShowing } from './follow-changes.ts';

/**
 * Keeps everything on the page fresh while it is shown. True while nothing is heard: the stream broke, and another
 * try was in vain.
 */
export function useLiveUpdates(own: {
  readonly userId: string;
  readonly sessionId: string;
}): boolean {
  const queries = useQueryClient();
  const { userId, sessionId } = own;
  const [failures, setFailures] = useState(0);
  useEffect(
    () =>
      followChanges((heard) => {
        const again = (shown: string) => void queries.invalidateQueries({ queryKey: [shown] });
        setFailures((count) => (heard.kind === 'ended' ? count + 1 : 0));
        if (heard.kind === 'ended') return again('profile');
        if (heard.kind === 'resync') return void queries.invalidateQueries();
        // A newer server may tell of a kind that this page, loaded before, does not know.
        for (const shown of keysShowing[heard.kind] ?? []) again(shown);
        // What this person may do, or whether they are still signed in, may be what changed.
        if (heard.id === userId || heard.id === sessionId) again('profile');
      }),
    [queries, userId, sessionId],
  );
  return failures > 1;
}
