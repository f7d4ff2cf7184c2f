const mostBytes = 64 * 1024;

/** The first 64 kB of an answer as text, well-formed and without zero bytes; the rest is not fetched. */
export async function readBounded(answer: Response): Promise<{ body: string; is_cut: boolean }> {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  let isCut = false;
  for await (const part of answer.body ?? []) {
    parts.push(part);
    bytes += part.byteLength;
    isCut = bytes > mostBytes;
    if (isCut) break;
  }
  const text = Buffer.concat(parts).subarray(0, mostBytes).toString('utf8');
  return { body: text.replaceAll('\0', '\ufffd'), is_cut: isCut };
}
