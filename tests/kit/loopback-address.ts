let last = 0;

/**
 * An address to call from that no other sign-in of this process used: the server limits sign-ins per
 * address, and tests sign in more often than people do. Linux answers on all of 127.0.0.0/8; elsewhere
 * there is only the one address, which `undefined` leaves to the system.
 */
export function nextLoopbackAddress(): string | undefined {
  if (process.platform !== 'linux') return undefined;
  last += 1;
  return `127.1.${(last >> 8) & 255}.${last & 255}`;
}
