import type { Step } from '../parts/page-header.tsx';
import { useReachable } from './reachable.ts';

type Named = { readonly id: string; readonly name: string };
const organizations: Step = { label: 'Organizations', to: '/organizations' };

/** The breadcrumb of what stands in an organization, and perhaps in a project of it. */
export function useTrail(
  above: { readonly organization: Named; readonly project?: Named } | undefined,
): Step[] {
  const isReachable = useReachable();
  if (!above) return [organizations];
  const { organization, project } = above;
  const step = (type: 'organization' | 'project', { id, name }: Named): Step =>
    isReachable(type, id) ? { label: name, to: `/${type}s/$id`, params: { id } } : { label: name };
  return [
    organizations,
    step('organization', organization),
    ...(project ? [step('project', project)] : []),
  ];
}

/** The step that leads to a resource itself, from its settings. */
export const stepTo = (type: 'organization' | 'project' | 'env', { id, name }: Named): Step => ({
  label: name,
  to: `/${type}s/$id`,
  params: { id },
});
