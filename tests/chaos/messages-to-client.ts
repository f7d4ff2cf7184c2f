/** What PostgreSQL's protocol calls NotificationResponse. https://www.postgresql.org/docs/15/protocol-message-formats.html */
const notification = 'A'.charCodeAt(0);
const headBytes = 5;

/**
 * Cuts what a database says to a client into whole messages, and leaves notifications out while `isDeaf` says so: the
 * client cannot know of them, its connection is as good as ever.
 */
export function withoutNotifications(isDeaf: () => boolean): (chunk: Buffer) => Buffer {
  let rest: Buffer = Buffer.alloc(0);
  return (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    const kept: Buffer[] = [];
    let at = 0;
    for (let length = lengthAt(rest, at); length !== undefined; length = lengthAt(rest, at)) {
      if (rest[at] !== notification || !isDeaf()) kept.push(rest.subarray(at, at + length));
      at += length;
    }
    rest = rest.subarray(at);
    return Buffer.concat(kept);
  };
}

/** Of the whole message at this place; undefined where some of it is still to come. */
function lengthAt(bytes: Buffer, at: number): number | undefined {
  if (bytes.length - at < headBytes) return undefined;
  const length = 1 + bytes.readUInt32BE(at + 1);
  return bytes.length - at >= length ? length : undefined;
}
