import { StringDecoder } from 'node:string_decoder';
import { createRedactor } from './redact.ts';

/** What a program prints as text that can be kept: well-formed, without zero bytes, and without tokens. */
export async function* textOf(chunks: AsyncIterable<Buffer>): AsyncIterable<string> {
  const decoder = new StringDecoder('utf8');
  const redactor = createRedactor();
  for await (const chunk of chunks) {
    const text = redactor.push(withoutZeros(decoder.write(chunk)));
    if (text !== '') yield text;
  }
  const rest = redactor.push(withoutZeros(decoder.end())) + redactor.end();
  if (rest !== '') yield rest;
}

/** PostgreSQL keeps no text with a zero byte. */
const withoutZeros = (text: string) => text.replaceAll('\0', '\ufffd');
