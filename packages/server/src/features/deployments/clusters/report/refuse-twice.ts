import { invalidField } from '../../../../request/problem.ts';
import { partKey, type ReportedDeployment } from './parts-diff.ts';

/** Throws `invalid_request` where a report says two things of one deployment, or of one of its parts. */
export function refuseTwice(deployments: readonly ReportedDeployment[]): void {
  const at = repeated(deployments.map(({ id }) => id));
  if (at !== undefined) {
    throw invalidField(`deployments.${at}.id`, 'Report each deployment once.');
  }
  for (const [index, { resources = [] }] of deployments.entries()) {
    const twin = repeated(resources.map(partKey));
    if (twin === undefined) continue;
    const field = `deployments.${index}.resources.${twin}`;
    throw invalidField(field, 'Report each kind and name once.');
  }
}

/** Where the first stands that was there before. */
function repeated(keys: readonly string[]): number | undefined {
  const seen = new Set<string>();
  for (const [at, key] of keys.entries()) {
    if (seen.has(key)) return at;
    seen.add(key);
  }
  return undefined;
}
