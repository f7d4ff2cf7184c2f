import { IconHistory } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { EmptyState } from '../parts/empty-state.tsx';
import { Listed } from '../parts/listed.tsx';
import { deploymentTasksQuery } from '../queries/deployment-tasks.ts';
import { filterOf, type HistorySubject } from './history-subject.ts';

interface Props {
  readonly of: HistorySubject;
}

/** Tasks newest first. Its filters and its page live in the address by themselves, beside what the page keeps there. */
export function TaskHistory({ of }: Props) {
  const tasks = useQuery(deploymentTasksQuery({ per_page: 25, ...filterOf(of) }));
  return (
    <Listed
      query={tasks}
      counted={(n) => (n === 1 ? '1 task' : `${n} tasks`)}
      onPage={() => undefined}
      empty={
        <EmptyState icon={IconHistory} title="Nothing has been done yet">
          Each task will stand here.
        </EmptyState>
      }
    >
      {(rows) => (
        <ul>
          {rows.map((task) => (
            <li key={task.id}>{task.status}</li>
          ))}
        </ul>
      )}
    </Listed>
  );
}
