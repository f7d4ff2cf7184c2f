import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { followChanges } from './follow-changes.ts';

/** Keeps everything on the page fresh while it is shown. */
export function useLiveUpdates(own: { readonly userId: string; readonly sessionId: string }): void {
  const queries = useQueryClient();
  const { userId, sessionId } = own;
  useEffect(
    () =>
      followChanges((heard) => {
        const again = (kind: string) => void queries.invalidateQueries({ queryKey: [kind] });
        if (heard.kind === 'ended') return again('profile');
        if (heard.kind === 'resync') return void queries.invalidateQueries();
        again(heard.kind);
        // What this person may do, or whether they are still signed in, may be what changed.
        if (heard.id === userId || heard.id === sessionId) again('profile');
      }),
    [queries, userId, sessionId],
  );
}
