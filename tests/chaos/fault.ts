import type { ServerUnderTest } from './server-under-test.ts';
import type { Stage } from './stage.ts';

/** Something that goes wrong for a while. Resolves when it is over, or has been mended. */
export interface Fault<On> {
  readonly name: string;
  /** How often it is drawn, beside the others. */
  readonly weight: number;
  run(stage: Stage, on: On): Promise<void>;
}

export type ServerFault = Fault<ServerUnderTest>;
export type DatabaseFault = Fault<void>;
