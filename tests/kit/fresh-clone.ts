import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../../scripts/setup/paths.mjs';

/** What somebody gets who clones this checkout: the last commit, and nothing that is only here. */
export interface FreshClone {
  readonly folder: string;
  remove(): void;
}

export function freshClone(): FreshClone {
  const parent = mkdtempSync(join(tmpdir(), 'keywright-clone-'));
  const folder = join(parent, 'keywright');
  execFileSync('git', ['clone', '--quiet', root, folder]);
  return { folder, remove: () => rmSync(parent, { recursive: true, force: true }) };
}
