import type { DeploymentTokenId, Permission } from '@keywright/contract';
import { siteId } from '@keywright/contract';
import type * as plane from '../../packages/server/src/plane/queries.ts';
import type * as tree from '../../packages/server/src/plane/tree/queries.ts';
import type { KnownIds } from './known-ids.ts';
import { type CasesOf, found, fresh } from './query-case.ts';

export function casesOfPlane(known: KnownIds): CasesOf<typeof plane> {
  const { user, token, session, account, at, role, organization, project, env, holder } = known;
  const path = [siteId, organization, project, env];
  return {
    tokenMaterial: {
      'of a person': { given: [token] },
      'of a service account': { given: [known.accountToken] },
    },
    deploymentTokenMaterial: { 'by id': { given: [fresh as DeploymentTokenId] } },
    holdDeploymentToken: { 'by id': { given: [fresh as DeploymentTokenId] } },
    sessionMaterial: { 'by id': { given: [session] } },
    holdUser: { shared: { given: [user, 'shared'] }, alone: { given: [user, 'alone'] } },
    holdServiceAccount: {
      shared: { given: [account, 'shared'] },
      alone: { given: [account, 'alone'] },
    },
    holdToken: { shared: { given: [token, 'shared'] }, alone: { given: [token, 'alone'] } },
    holdSession: { shared: { given: [session, 'shared'] }, alone: { given: [session, 'alone'] } },
    signingKey: { 'for sessions': { given: ['session'] } },
    addSigningKey: {
      'another one': {
        given: [{ id: fresh, purpose: 'statement', secret: new Uint8Array(32), at }],
      },
    },
    grantsOn: { 'on a path': { given: [holder, path] } },
    scopesOn: { 'on a path': { given: [token, path] } },
    hasScope: {
      'of any permission': { given: [token, null, null] },
      'of one, anywhere': { given: [token, 'env.list', null] },
      'of one, everywhere': { given: [token, 'env.list', siteId] },
    },
    permissionsOf: { 'of two': { given: [[role, known.grant]] } },
    customRolesWith: {
      'on a path': { given: [['env.read' as Permission], path], may: found },
    },
  };
}

export function casesOfTree({ env, project }: KnownIds): CasesOf<typeof tree> {
  return {
    readNode: { 'by id': { given: [env] } },
    holdNode: { 'by id': { given: [env] } },
    lockNode: { 'by id': { given: [env] } },
    holdersOn: { 'by id': { given: [env, 1000], may: found } },
    readNodes: { 'by ids': { given: [[env, project]] } },
  };
}
