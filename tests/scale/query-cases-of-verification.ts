import { type RegisteredType, siteId } from '@keywright/contract';
import type * as verification from '../../packages/server/src/plane/verification/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, found } from './query-case.ts';

/** Each begins at the head of the change feed. */
const fromHead = { walks: true, scans: 'The head of the change feed is one row.' };
const longestFirst = {
  ...fromHead,
  ...found,
};

export function casesOfVerification(known: KnownIds): CasesOf<typeof verification> {
  const { token, accountToken, session, holder, organization, project, env } = known;
  const path = [siteId, organization, project, env];
  return {
    placedToken: {
      'of a person': { given: [token, 2001], may: fromHead },
      'of a service account': { given: [accountToken, 2001], may: fromHead },
    },
    placedDeploymentToken: { 'by id': { given: [known.deploymentToken], may: fromHead } },
    placedSession: { 'by id': { given: [session], may: fromHead } },
    placedGrants: { 'on a path': { given: [holder, path], may: fromHead } },
    placedGrantOf: { 'that verifies': { given: [holder, 'token.verify'], may: longestFirst } },
    placedSet: { 'of a role': { given: [known.role], may: fromHead } },
    placedNode: { 'by id': { given: [env], may: fromHead } },
    placedScopes: { 'on a path': { given: [token, path], may: fromHead } },
    placedType: { 'by its word': { given: ['robot' as RegisteredType], may: fromHead } },
  };
}
