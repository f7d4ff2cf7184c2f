import { expect, test } from 'vitest';
import { imageType } from './image-type.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');

test.each([
  ['\x89PNG\r\n\x1a\n\0\0\0\rIHDR', 'image/png'],
  ['\xff\xd8\xff\xe0\0\x10JFIF', 'image/jpeg'],
  ['GIF89a\x01\0', 'image/gif'],
  ['GIF87a\x01\0', 'image/gif'],
  ['RIFF\x24\0\0\0WEBPVP8 ', 'image/webp'],
])('%j is %s', (text, type) => {
  expect(imageType(bytes(text))).toBe(type);
});

test.each([
  '',
  'G',
  '\x89PNG',
  '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
  '<?xml version="1.0"?><svg/>',
  '<!doctype html><script>alert(1)</script>',
  'XXXX\x24\0\0\0WEBPVP8 ',
  'RIFF\x24\0\0\0WAVEfmt ',
  'BM\x46\0\0\0',
  '%PDF-1.7',
])('%j is none', (text) => {
  expect(imageType(bytes(text))).toBeUndefined();
});
