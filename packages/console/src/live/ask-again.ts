import { queryClient } from '../query-client.ts';
import { keysShowing } from './follow-changes.ts';

/** Has everything asked again that shows a change of this kind, which this page made; done once the answers came. */
export async function askAgain(kind: keyof typeof keysShowing): Promise<void> {
  await Promise.all(
    keysShowing[kind].map((shown) => queryClient.invalidateQueries({ queryKey: [shown] })),
  );
}
