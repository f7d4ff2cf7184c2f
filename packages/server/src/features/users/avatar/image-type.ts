export type ImageType = 'image/png' | 'image/jpeg' | 'image/gif' | 'image/webp';

const signatures: readonly { type: ImageType; at: number; bytes: readonly number[] }[] = [
  { type: 'image/png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { type: 'image/jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { type: 'image/gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { type: 'image/webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
];
const riff = [0x52, 0x49, 0x46, 0x46];

/**
 * What kind of picture this is by its first bytes, whatever its sender calls it (WHATWG MIME Sniffing, 6.1);
 * undefined for all else. SVG is not among them: it can hold scripts.
 */
export function imageType(bytes: Uint8Array): ImageType | undefined {
  const found = signatures.find(({ at, bytes: wanted }) => holds(bytes, at, wanted))?.type;
  return found === 'image/webp' && !holds(bytes, 0, riff) ? undefined : found;
}

function holds(bytes: Uint8Array, at: number, wanted: readonly number[]): boolean {
  return wanted.every((byte, index) => bytes[at + index] === byte);
}
