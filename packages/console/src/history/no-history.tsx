import { IconHistory } from '@tabler/icons-react';
import { EmptyState } from '../parts/empty-state.tsx';
import { filterOf, type HistorySubject } from './history-subject.ts';

/** Nothing was done yet: what will stand here, and the same from a shell. */
export function NoHistory({ of }: { readonly of: HistorySubject }) {
  return (
    <EmptyState
      icon={IconHistory}
      title="Nothing has been done yet"
      command={{
        label: 'The same from a shell',
        text: `curl -H "x-platz-token: $PLATZ_TOKEN" "${location.origin}/api/v2/deployment-tasks?${parameterOf(of)}"`,
      }}
    >
      {wordsFor(of)}
    </EmptyState>
  );
}

const parameterOf = (of: HistorySubject): string =>
  Object.entries(filterOf(of))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');

function wordsFor({ kind, name }: HistorySubject): string {
  switch (kind) {
    case 'of_deployment':
      return `Each installation, upgrade, restart and action of ${name} will stand here, with who asked for it and how it went.`;
    case 'by_user':
    case 'by_service_account':
    case 'by_deployment':
      return `What ${name} does to deployments will stand here, whichever deployment it is: installations, upgrades, restarts and actions that you may see.`;
    case 'by_credential':
      return 'What is done to deployments with it will stand here, whichever deployment it is: installations, upgrades, restarts and actions that you may see.';
    default:
      return kind satisfies never;
  }
}
