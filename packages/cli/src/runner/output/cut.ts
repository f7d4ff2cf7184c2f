/** The longest beginning of a text that has at most so many bytes in UTF-8, and the rest. */
export function cutAt(text: string, bytes: number): [string, string] {
  if (Buffer.byteLength(text) <= bytes) return [text, ''];
  const encoded = Buffer.from(text);
  let end = bytes;
  while (end > 0 && isInside(encoded, end)) end--;
  return [encoded.toString('utf8', 0, end), encoded.toString('utf8', end)];
}

/** The longest end of a text that has at most so many bytes in UTF-8. */
export function endOf(text: string, bytes: number): string {
  const encoded = Buffer.from(text);
  let start = Math.max(0, encoded.length - bytes);
  while (start < encoded.length && isInside(encoded, start)) start++;
  return encoded.toString('utf8', start);
}

/** Whether a cut before this byte would part a character. */
const isInside = (encoded: Buffer, at: number) => ((encoded[at] ?? 0) & 0xc0) === 0x80;
