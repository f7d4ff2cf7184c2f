import { noCircles } from './circle-rule.ts';
import { noBarrels, shortFiles, tellingNames } from './file-rules.ts';
import { packageDirection } from './package-rules.ts';
import type { Rule } from './rule.ts';
import { serverRooms } from './server-rooms.ts';
import { driversInStorage, oneWriter, sqlInQueries } from './sql-rules.ts';

/** Every rule that is enforced; each has examples in `planted.ts` that break it. */
export const rules = {
  packageDirection,
  serverRooms,
  noCircles,
  sqlInQueries,
  driversInStorage,
  oneWriter,
  shortFiles,
  tellingNames,
  noBarrels,
} as const satisfies Record<string, Rule>;

export type RuleName = keyof typeof rules;
