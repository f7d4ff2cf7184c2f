import { PageTabs } from '../parts/page-tabs.tsx';

const tabs = [
  { label: 'Envs', to: '/projects/$id' },
  { label: 'Entities', to: '/projects/$id/entities' },
] as const;

/** What stands in a project. */
export function ProjectTabs({ id, name }: { readonly id: string; readonly name: string }) {
  return <PageTabs label={`In ${name}`} tabs={tabs} params={{ id }} />;
}
