import module from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';

/**
 * Has Node keep what it compiled, which halves the time to start. In the person's own cache: Node's default is a folder
 * below /tmp that anybody could have made before.
 */
export function keepCompiled(): void {
  const { env } = process;
  if (env['NODE_COMPILE_CACHE'] || env['NODE_DISABLE_COMPILE_CACHE']) return;
  const home = env['HOME'] || homedir();
  const cache = env['XDG_CACHE_HOME'] || join(home, '.cache');
  module.enableCompileCache?.(join(cache, 'keywright', 'node'));
}
