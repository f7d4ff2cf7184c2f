import { endpoints } from '@keywright/contract';
import { statementAlgorithm } from '../../../plane/statement-key.ts';
import { readOperation } from '../../../request/operation.ts';
import type { DeploymentNeeds } from '../handed-in.ts';

/** The operations on the keys of signed statements. */
export function statementOperations({ statementKey }: DeploymentNeeds) {
  const { id: kid, publicJwk } = statementKey;
  const keys = [{ ...publicJwk, kid, alg: statementAlgorithm, use: 'sig' }];
  return { jwks: readOperation(endpoints.jwks, { run: async () => ({ keys }) }) };
}
