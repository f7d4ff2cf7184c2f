import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isPublicAddress } from './public-address.ts';

test.each([
  '8.8.8.8',
  '93.184.215.14',
  '2606:4700:4700::1111',
  '::ffff:8.8.8.8',
  '64:ff9b::808:808',
  '2002:808:808::1',
])('%s is of the open internet', (address) => {
  expect(isPublicAddress(address)).toBe(true);
});

test.each([
  '127.0.0.1',
  '127.1.2.3',
  '0.0.0.0',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '198.18.0.1',
  '192.0.0.1',
  '192.0.2.1',
  '203.0.113.1',
  '224.0.0.1',
  '240.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::127.0.0.1',
  '::ffff:127.0.0.1',
  '::ffff:7f00:1',
  '::ffff:169.254.169.254',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b:1::1',
  '2002:7f00:1::',
  '2002:a00:1::1',
  // Teredo, with the client’s address inverted: 127.0.0.1, 10.0.0.1.
  '2001:0:4136:e378:8000:63bf:80ff:fffe',
  '2001:0:4136:e378:8000:63bf:f5ff:fffe',
  'fe80::1',
  'fe80::1%eth0',
  'fc00::1',
  'fd12:3456::1',
  'fec0::1',
  'ff02::1',
  '2001:db8::1',
  '100::1',
  '2001:10::1',
  '',
  'localhost',
  'example.com',
])('%s is not', (address) => {
  expect(isPublicAddress(address)).toBe(false);
});

test('no IPv6 form makes a private IPv4 address public', () => {
  const octet = fc.nat(255);
  const privateAddress = fc.oneof(
    fc.tuple(fc.constantFrom(10, 127), octet, octet, octet),
    fc.tuple(fc.constant(192), fc.constant(168), octet, octet),
    fc.tuple(fc.constant(169), fc.constant(254), octet, octet),
  );
  const hex = (bytes: number[]) =>
    Buffer.from(bytes)
      .toString('hex')
      .replace(/(.{4})/, '$1:');
  fc.assert(
    fc.property(privateAddress, (bytes) => {
      expect(isPublicAddress(bytes.join('.'))).toBe(false);
      for (const prefix of ['::ffff:', '64:ff9b::', '::']) {
        expect(isPublicAddress(`${prefix}${hex(bytes)}`)).toBe(false);
      }
      expect(isPublicAddress(`2002:${hex(bytes)}::1`)).toBe(false);
      const inverted = bytes.map((byte) => byte ^ 0xff);
      expect(isPublicAddress(`2001:0:808:808:0:0:${hex(inverted)}`)).toBe(false);
    }),
  );
});
