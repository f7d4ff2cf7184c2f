import type { DeploymentTask } from '@keywright/sdk';
import { Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { late } from '../parts/late.tsx';
import { type Column, ListTable } from '../parts/list-table.tsx';
import { Listed } from '../parts/listed.tsx';
import { NoMatch } from '../parts/no-match.tsx';
import { useAddressFilters } from '../parts/use-address-filters.ts';
import { deploymentTasksQuery } from '../queries/deployment-tasks.ts';
import { HistoryFilterBar } from './history-filter-bar.tsx';
import { historyNames, historyQueryOf, historySearchIn } from './history-filters.ts';
import { filterOf, type HistorySubject } from './history-subject.ts';
import { NoHistory } from './no-history.tsx';
import { taskColumns } from './task-columns.tsx';
import { TaskMenu } from './task-menu.tsx';

const TaskDrawer = late(() => import('./task-drawer.tsx').then((file) => file.TaskDrawer));
const CancelTaskDialog = late(() =>
  import('./cancel-task-dialog.tsx').then((file) => file.CancelTaskDialog),
);

interface Props {
  readonly of: HistorySubject;
}

/**
 * Tasks, newest first, for a page of its own: its filters, its page and the task that is open live in the address, under
 * the names in `historyNames` and `task`.
 */
export function TaskHistory({ of }: Props) {
  const [address, change] = useAddressFilters([...historyNames, 'task']);
  const [canceling, setCanceling] = useState<DeploymentTask>();
  const filters = historySearchIn(address);
  const tasks = useQuery(deploymentTasksQuery({ ...historyQueryOf(address), ...filterOf(of) }));
  const isFiltered = Object.values(filters).some((value) => value !== undefined);
  const clear = () => change(nothing);
  return (
    <Stack gap="md">
      <HistoryFilterBar
        filters={filters}
        onFilter={(next) => change({ ...next, page: undefined })}
        onClear={clear}
        withActor={of.kind === 'of_deployment'}
      />
      <Listed
        query={tasks}
        counted={counted}
        onPage={(page) => change({ page: page > 1 ? `${page}` : undefined })}
        empty={isFiltered ? <NoMatch onClear={clear} /> : <NoHistory of={of} />}
      >
        {(rows) => (
          <ListTable
            label={`History of ${of.name}`}
            columns={columnsFor(of, setCanceling)}
            rows={rows}
            rowKey={({ id }) => id}
          />
        )}
      </Listed>
      {address.task && (
        <TaskDrawer
          id={address.task}
          onClose={() => change({ task: undefined })}
          onCancel={setCanceling}
        />
      )}
      {canceling && <CancelTaskDialog task={canceling} onClose={() => setCanceling(undefined)} />}
    </Stack>
  );
}

const nothing = Object.fromEntries(historyNames.map((name) => [name, undefined]));

/** The server counts no further. */
const counted = (n: number): string => (n === 1 ? '1 task' : `${n < 10_000 ? n : '10,000+'} tasks`);

/** What is the same in all rows stands above them. */
function columnsThatDiffer({ kind }: HistorySubject): readonly Column<DeploymentTask>[] {
  const { deployment, actor, credential } = taskColumns;
  switch (kind) {
    case 'of_deployment':
      return [actor];
    case 'by_user':
    case 'by_service_account':
      return [deployment, credential];
    case 'by_deployment':
    case 'by_credential':
      return [deployment];
    default:
      return kind satisfies never;
  }
}

function columnsFor(
  of: HistorySubject,
  cancel: (task: DeploymentTask) => void,
): readonly Column<DeploymentTask>[] {
  const { task, status, when } = taskColumns;
  return [
    task,
    ...columnsThatDiffer(of),
    status,
    when,
    {
      header: 'Actions',
      isMenu: true,
      cell: (row) => <TaskMenu task={row} onCancel={() => cancel(row)} />,
    },
  ];
}
