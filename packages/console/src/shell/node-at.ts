const pages = {
  organizations: 'organization',
  projects: 'project',
  envs: 'env',
} as const;

export interface Node {
  readonly type: (typeof pages)[keyof typeof pages];
  readonly id: string;
}

/** The node of the tree that a page is about, by its address. */
export function nodeAt(path: string): Node | undefined {
  const [, kind = '', id = ''] = path.split('/');
  if (id === '' || !Object.hasOwn(pages, kind)) return undefined;
  return { type: pages[kind as keyof typeof pages], id };
}

/** The entity that a page is about, by its address. */
export const entityAt = (path: string): string | undefined =>
  /^\/entities\/([^/]+)/.exec(path)?.[1];
