import type { UserId } from '@keywright/contract';

export interface AvatarFetcher {
  /** Begins, in the background, to bring a person's picture up to date; null: they have none any more. */
  fetchFor(userId: UserId, pictureUrl: string | null): void;
  /** Gives up what is under way, and resolves once nothing is. */
  stop(): Promise<void>;
}
