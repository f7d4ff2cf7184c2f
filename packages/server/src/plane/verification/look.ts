import type { PrincipalId, ResourceId, SessionId, TokenId } from '@keywright/contract';
import type { SetId } from './kept.ts';

/** What has to be read before something can be answered; or done, where the new secret of a rotation is used first. */
export type Need =
  | { readonly kind: 'token'; readonly id: TokenId; readonly ofDeployment: boolean }
  | { readonly kind: 'session'; readonly id: SessionId }
  | { readonly kind: 'place'; readonly id: ResourceId }
  | { readonly kind: 'set'; readonly id: SetId }
  | { readonly kind: 'type'; readonly type: string }
  | { readonly kind: 'verifies'; readonly principalId: PrincipalId }
  | {
      readonly kind: 'grants';
      readonly principalId: PrincipalId;
      readonly at: readonly ResourceId[];
    }
  | { readonly kind: 'scopes'; readonly tokenId: TokenId; readonly at: readonly ResourceId[] }
  | { readonly kind: 'old_secret'; readonly tokenId: TokenId; readonly digest: string };

/** One need has one name: what many ask for at once is read once. */
export function nameOf(need: Need): string {
  switch (need.kind) {
    case 'token':
    case 'session':
    case 'place':
    case 'set':
      return `${need.kind} ${need.id}`;
    case 'type':
      return `type ${need.type}`;
    case 'verifies':
      return `verifies ${need.principalId}`;
    case 'grants':
      return `grants ${need.principalId} ${need.at.join(' ')}`;
    case 'scopes':
      return `scopes ${need.tokenId} ${need.at.join(' ')}`;
    case 'old_secret':
      return `old_secret ${need.tokenId} ${need.digest}`;
    default:
      throw need satisfies never;
  }
}

/**
 * Thrown by what decides from memory where something is not there: caught where it can be fetched, and then all is decided
 * anew, in one synchronous stretch.
 */
export class Missing {
  readonly needs: readonly Need[];

  constructor(needs: readonly Need[]) {
    this.needs = needs;
  }
}

/** One check from its beginning to its answer. */
export class Look {
  /** When it began, counted as flights are. */
  readonly began: number;
  /** What was read since, and was there or not. */
  readonly #read = new Map<string, 'found' | 'absent'>();

  constructor(began: number) {
    this.began = began;
  }

  note(need: Need, outcome: 'found' | 'absent'): void {
    this.#read.set(nameOf(need), outcome);
  }

  /** Undefined: it has not been read since this check began, so that nothing is known of what is not in memory. */
  outcomeOf(need: Need): 'found' | 'absent' | undefined {
    return this.#read.size === 0 ? undefined : this.#read.get(nameOf(need));
  }
}
