import { hash } from 'node:crypto';
import type { UserId } from '@keywright/contract';
import type { Storage, Tx } from '../../../storage/storage.ts';
import { DownloadRefused, download } from './download.ts';
import { imageType } from './image-type.ts';
import { putAvatar, removeAvatar } from './queries.ts';

export interface AvatarFetcher {
  /** Begins, in the background, to bring a person's picture up to date; null: they have none any more. */
  fetchFor(userId: UserId, pictureUrl: string | null): void;
  /** Gives up what is under way, and resolves once nothing is. */
  stop(): Promise<void>;
}

interface AvatarRooms {
  readonly storage: Storage;
  readonly clock: () => number;
  /** Hears of each failure. Sign-ins do not: a person without a picture is signed in all the same. */
  readonly onFailure: (userId: UserId, error: unknown) => void;
  /** Called in the transaction that changes a picture, to tell the pages that show it. */
  readonly onChange?: (tx: Tx, userId: UserId) => void;
  /** The one origin that may be http and on this machine: the development provider's. */
  readonly allowOrigin?: string;
}

/** From the first look-up to the last byte, redirects and all. */
const timeoutMs = 5000;
/** Many sign-ins at once must not become as many downloads at once. The others go without, until next time. */
const maxAtOnce = 20;

/** Fetches pictures at sign-in, so that no page ever calls another host and tells it who looks at whom. */
export function avatarFetcher(rooms: AvatarRooms): AvatarFetcher {
  const stopping = new AbortController();
  const underWay = new Map<UserId, Promise<void>>();

  async function bring(userId: UserId, pictureUrl: string | null): Promise<void> {
    try {
      await update(rooms, userId, pictureUrl, stopping.signal);
    } catch (error) {
      if (!stopping.signal.aborted) rooms.onFailure(userId, error);
    } finally {
      underWay.delete(userId);
    }
  }

  return {
    fetchFor(userId, pictureUrl) {
      if (stopping.signal.aborted || underWay.has(userId) || underWay.size >= maxAtOnce) return;
      underWay.set(userId, bring(userId, pictureUrl));
    },
    async stop() {
      stopping.abort();
      await Promise.all(underWay.values());
    },
  };
}

async function update(
  { storage, clock, onChange, allowOrigin }: AvatarRooms,
  userId: UserId,
  pictureUrl: string | null,
  stopping: AbortSignal,
): Promise<void> {
  const change = pictureUrl
    ? putting(userId, await fetched(pictureUrl, allowOrigin, stopping), clock())
    : (tx: Tx) => removeAvatar(tx, userId);
  await storage.change(async (tx) => {
    if (await change(tx)) onChange?.(tx, userId);
  });
}

async function fetched(
  pictureUrl: string,
  allowOrigin: string | undefined,
  stopping: AbortSignal,
): Promise<Buffer> {
  const signal = AbortSignal.any([stopping, AbortSignal.timeout(timeoutMs)]);
  return download(pictureUrl, { allowOrigin, signal });
}

function putting(userId: UserId, bytes: Buffer, now: number) {
  const mediaType = imageType(bytes);
  if (!mediaType) throw new DownloadRefused('Not a PNG, JPEG, GIF or WebP picture.');
  const version = hash('sha256', bytes, 'hex').slice(0, 16);
  return (tx: Tx) => putAvatar(tx, { userId, mediaType, bytes, version }, now);
}
