import { IconShare } from '@tabler/icons-react';
import { EmptyState } from '../parts/empty-state.tsx';
import type { Sharing } from './entity-filters.ts';

const words = {
  with_me: {
    title: 'Nothing is shared with you here',
    text: 'Whoever may share a channel, client, group or dashboard can let you use that one alone. It stands here from then on, even where you do not see its project.',
  },
  by_me: {
    title: 'You shared nothing here',
    text: 'Open a channel, client, group or dashboard that you may share and press “Share…”: somebody gets that one alone, and nothing else of the project.',
  },
} as const;

/** What sharing is for, where nothing is shared. */
export function NothingShared({ sharing }: { readonly sharing: Sharing }) {
  const { title, text } = words[sharing];
  return (
    <EmptyState
      icon={IconShare}
      title={title}
      command={{
        label: 'The same from a shell',
        text: `curl -H "x-platz-token: $PLATZ_TOKEN" "${location.origin}/api/v2/entities?shared=${sharing}"`,
      }}
    >
      {text}
    </EmptyState>
  );
}
