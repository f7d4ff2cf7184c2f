import ipaddr from 'ipaddr.js';

/** IPv6 forms that carry an IPv4 address: reaching them reaches that. Prefix in bits, where it starts in bytes. */
const carriers = [
  { prefix: ipaddr.IPv6.parse('::ffff:0:0'), bits: 96, at: 12, mask: 0 }, // mapped (RFC 4291, 2.5.5.2)
  { prefix: ipaddr.IPv6.parse('64:ff9b::'), bits: 96, at: 12, mask: 0 }, // NAT64 (RFC 6052, 2.1)
  { prefix: ipaddr.IPv6.parse('2002::'), bits: 16, at: 2, mask: 0 }, // 6to4 (RFC 3056, 2)
  { prefix: ipaddr.IPv6.parse('2001::'), bits: 32, at: 12, mask: 0xff }, // Teredo, inverted (RFC 4380, 4)
] as const;

/**
 * Whether an IP address is one of the open internet. False for everything else, and for what is not an address:
 * loopback, private, link-local (cloud metadata), carrier-grade NAT, multicast, reserved, and IPv6 around any
 * of these.
 */
export function isPublicAddress(text: string): boolean {
  if (!ipaddr.isValid(text)) return false;
  const address = ipaddr.parse(text);
  if (address instanceof ipaddr.IPv4) return isPublic(address);
  const carried = carriedBy(address);
  if (carried) return isPublic(carried);
  return isPublic(address) && isGlobalUnicast(address);
}

function isPublic(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  return address.range() === 'unicast';
}

/** 2000::/3 is all of IPv6 that was given out for the internet so far (RFC 4291, 2.4). */
function isGlobalUnicast(address: ipaddr.IPv6): boolean {
  return address.match(ipaddr.IPv6.parse('2000::'), 3);
}

function carriedBy(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  const carrier = carriers.find(({ prefix, bits }) => address.match(prefix, bits));
  if (!carrier) return undefined;
  const bytes = address.toByteArray().slice(carrier.at, carrier.at + 4);
  return new ipaddr.IPv4(bytes.map((byte) => byte ^ carrier.mask));
}
