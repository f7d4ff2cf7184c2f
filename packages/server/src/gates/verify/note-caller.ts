import { isScoped } from '../../plane/held-scopes.ts';
import type { Credential } from '../../plane/principal.ts';
import type { UsageRecorder } from '../../plane/usage/usage-recorder.ts';

/** What a scoped token was let use its scope for; that it was used at all is told by who answered it. */
export function noteCaller(
  usage: Pick<UsageRecorder, 'permissionUsed'>,
  credential: Credential,
  at: number,
): void {
  if (credential.kind === 'session' || !isScoped(credential)) return;
  usage.permissionUsed(credential.id, 'token.verify', at);
}
