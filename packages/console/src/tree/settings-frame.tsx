import type { ResourceAbility } from '@keywright/sdk';
import { IconLock } from '@tabler/icons-react';
import { Navigate, Outlet, useRouterState } from '@tanstack/react-router';
import { EmptyState } from '../parts/empty-state.tsx';
import { PageHeader, type Step } from '../parts/page-header.tsx';
import { PageTabs } from '../parts/page-tabs.tsx';
import { SettingsContext } from './settings-context.ts';
import { settingsTabs, type TreeType } from './settings-tabs.ts';

interface Props {
  readonly type: TreeType;
  readonly row: {
    readonly id: string;
    readonly name: string;
    readonly abilities: readonly ResourceAbility[];
  };
  readonly trail: readonly Step[];
}

/** Title, the settings the reader may see, and the one that is open. */
export function SettingsFrame({ type, row, trail }: Props) {
  const { id, name, abilities } = row;
  const tabs = settingsTabs(type, abilities);
  const path = useRouterState({ select: (state) => state.location.pathname });
  const [first] = tabs;
  const open = tabs.find(({ to }) => path.startsWith(to.replace('$id', id)));
  const isBare = path.replace(/\/$/, '').endsWith('/settings');
  return (
    <SettingsContext value={{ resource: { type, id: id as never, name }, abilities }}>
      <PageHeader title={`Settings of ${name}`} part={open?.label} trail={trail} />
      {first ? (
        <PageTabs label={`Settings of ${name}`} tabs={tabs} params={{ id }} />
      ) : (
        <EmptyState icon={IconLock} title="Nothing here is yours to set">
          You see {name}, and may change nothing about it. An Admin of it could let you.
        </EmptyState>
      )}
      {isBare && first ? <Navigate to={first.to} params={{ id } as never} replace /> : <Outlet />}
    </SettingsContext>
  );
}
