import type { Plane } from '../../plane/plane.ts';
import type { Covers } from '../../request/covers.ts';
import type { Storage } from '../../storage/storage.ts';
import type { EndByPolicy } from './life/policy.ts';

/** What operations on tokens stand on. */
export interface TokenRooms {
  readonly plane: Plane;
  readonly storage: Storage;
  readonly covers: Covers;
  readonly endByPolicy: EndByPolicy;
}
