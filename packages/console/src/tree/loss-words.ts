import type { Loss } from '@keywright/sdk';

const words: Partial<Record<Loss['resources'][number]['type'], readonly [string, string]>> = {
  organization: ['organization', 'organizations'],
  project: ['project', 'projects'],
  env: ['env', 'envs'],
  deployment: ['deployment', 'deployments'],
  deployment_kind: ['deployment kind', 'deployment kinds'],
};

const order = Object.keys(words);
/** From the top of the tree down; what has no place in this order comes last. */
const depth = (type: string): number => (order.includes(type) ? order.indexOf(type) : order.length);

export const counted = (count: number, one: string, many = `${one}s`): string =>
  `${count.toLocaleString('en')} ${count === 1 ? one : many}`;

/** What is lost, one line each: "2 envs", "5 service accounts with 3 active tokens". */
export function lossLines(loss: Loss): string[] {
  const { resources, service_accounts, tokens, roles, grants } = loss;
  return [
    ...resources
      .filter(({ count }) => count > 0)
      .toSorted((a, b) => depth(a.type) - depth(b.type))
      .map(({ type, count }) => counted(count, ...(words[type] ?? ([type, `${type}s`] as const)))),
    service_accounts > 0 &&
      `${counted(service_accounts, 'service account')} with ${counted(tokens, 'active token')}`,
    roles > 0 && counted(roles, 'custom role'),
    grants > 0 && `${counted(grants, 'grant')} of access`,
  ].filter((line) => line !== false);
}

/** Some of what goes, by name, without the thing itself. */
export const lossExamples = ({ examples }: Loss, id: string): string[] =>
  examples.filter((example) => example.id !== id).map(({ name }) => name);
