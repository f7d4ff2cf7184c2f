import type { ResourceRef, SentTo } from '@keywright/sdk';
import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { api } from '../api.ts';

export type AccessQuestion = NonNullable<SentTo<'explainAccess'>['query']>;
export type WhoQuestion = NonNullable<SentTo<'whoHasAccess'>['query']>;
export type EffectiveQuestion = NonNullable<SentTo<'effectiveAccess'>['query']>;

export const explainedAccessQuery = (question: AccessQuestion) =>
  queryOptions({
    queryKey: ['access', 'explained', question],
    queryFn: ({ signal }) => api.explainAccess({ query: question, signal }),
  });

export const holdersQuery = (question: WhoQuestion) =>
  queryOptions({
    queryKey: ['access', 'who', question],
    queryFn: ({ signal }) => api.whoHasAccess({ query: question, signal }),
    placeholderData: keepPreviousData,
  });

export const effectiveAccessQuery = (question: EffectiveQuestion) =>
  queryOptions({
    queryKey: ['access', 'effective', question],
    queryFn: ({ signal }) => api.effectiveAccess({ query: question, signal }),
    placeholderData: keepPreviousData,
  });

export interface FoundResource {
  readonly resource: ResourceRef;
  /** What it stands in, by name; empty for what stands at the top. */
  readonly above: string;
}

/** Organizations, projects and envs by name, within one of them or the whole site; at most ten of each. */
export const resourcesQuery = (within: ResourceRef, search: string | undefined) =>
  queryOptions({
    queryKey: ['access', 'resources', within.id, search],
    queryFn: async ({ signal }): Promise<readonly FoundResource[]> => {
      const isSought = within.name.toLowerCase().includes(search?.toLowerCase() ?? '');
      const itself = isSought ? [{ resource: within, above: '' }] : [];
      if (!holdsOthers.has(within.type)) return itself;
      const inside = { name: search, per_page: 10, ...insideOf(within) };
      const [organizations, projects, envs] = await Promise.all([
        within.type === 'site' ? api.listOrganizations({ query: inside, signal }) : nothing,
        within.type === 'project' ? nothing : api.listProjects({ query: inside, signal }),
        api.listEnvs({ query: inside, signal }),
      ]);
      return [
        ...itself,
        ...organizations.items.map((one) => found('organization', one, '')),
        ...projects.items.map((one) => found('project', one, one.organization.name)),
        ...envs.items.map((one) =>
          found('env', one, `${one.organization.name} / ${one.project.name}`),
        ),
      ];
    },
    placeholderData: keepPreviousData,
  });

const nothing = { items: [] };
const holdsOthers: ReadonlySet<string> = new Set(['site', 'organization', 'project']);

function insideOf({ type, id }: ResourceRef): object {
  if (type === 'organization') return { organization_id: id };
  return type === 'project' ? { project_id: id } : {};
}

const found = (
  type: ResourceRef['type'],
  { id, name }: Pick<ResourceRef, 'id' | 'name'>,
  above: string,
): FoundResource => ({ resource: { type, id, name }, above });
