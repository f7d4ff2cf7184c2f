import type { Asked } from '../verifier/verifier.ts';

/** The resource that a request is about, by its id; undefined: all of the site. */
export type ResourceOf<Request> = ((request: Request) => string | undefined) | undefined;

/** What is asked about the token of a request. */
export function askedOf<Request>(
  permission: string | undefined,
  resourceOf: ResourceOf<Request>,
  request: Request,
): Asked | undefined {
  if (permission === undefined) return undefined;
  if (resourceOf === undefined) return { permission };
  // Without a resource a right on the whole site would be asked for, by which nothing wrong is let through.
  return { permission, resource: resourceOf(request) };
}
