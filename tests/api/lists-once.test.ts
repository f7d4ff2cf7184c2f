import { builtInRoles } from '@keywright/contract';
import { afterAll, expect, test } from 'vitest';
import { type AccessSite, accessSite } from './access-kit.ts';

const site: AccessSite = await accessSite();
afterAll(() => site.server.stop());

test('what several grants open stands in a list once, on each of its pages', async () => {
  const person = await site.somebody();
  const organization = await site.organization();
  const reads = { permissions: ['project.list', 'env.list'] };
  // Twice on the organization, once more on one of its projects and on an env of that.
  await site.grant(person.id, organization, { role_id: builtInRoles.organizationAdmin.id });
  await site.grant(person.id, organization, reads);
  const projects = [await site.project(organization), await site.project(organization)];
  const envs = [await site.env(projects[0] ?? ''), await site.env(projects[1] ?? '')];
  await site.grant(person.id, projects[0] ?? '', reads);
  await site.grant(person.id, envs[0] ?? '', reads);

  for (const [list, wanted] of [
    ['organizations', [organization]],
    ['projects', projects],
    ['envs', envs],
  ] as const) {
    const pages = [];
    for (const page of [1, 2, 3]) {
      const { body } = await person.client.get(`/api/v2/${list}?per_page=1&page=${page}`);
      expect(body.num_total, list).toBe(wanted.length);
      pages.push(...body.items.map(({ id }: { id: string }) => id));
    }
    expect(pages, list).toEqual(wanted);
  }
});
