import { type LookupAddress, lookup as resolve } from 'node:dns';
import * as http from 'node:http';
import * as https from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isPublicAddress } from './public-address.ts';

/** Why a picture was not fetched. For the log. */
export class DownloadRefused extends Error {
  override readonly name = 'DownloadRefused';
}

const maxBytes = 1_048_576;
const maxRedirects = 3;

interface Limits {
  /** `http://127.0.0.1:4000`: may be fetched although it is on this machine. For development. */
  readonly allowOrigin?: string | undefined;
  /** Ends it, wherever it is. */
  readonly signal: AbortSignal;
}

/**
 * The bytes at an address that came from elsewhere: at most 1 MiB, over https, from the open internet alone. A
 * person chooses this address at the provider, and this server stands in a network where others do not (server
 * side request forgery, CWE-918). Rejects with DownloadRefused, or what the network or `signal` says.
 */
export async function download(address: string, limits: Limits): Promise<Buffer> {
  let url = checked(address, limits);
  for (let redirects = 0; redirects <= maxRedirects; redirects++) {
    const answer = await get(url, limits);
    if ('bytes' in answer) return answer.bytes;
    url = checked(new URL(answer.location, url).href, limits);
  }
  throw new DownloadRefused(`More than ${maxRedirects} redirects.`);
}

function checked(address: string, { allowOrigin }: Limits): URL {
  const url = URL.parse(address);
  if (!url) throw new DownloadRefused('Not an address.');
  if (url.origin === allowOrigin) return url;
  if (url.protocol !== 'https:') throw new DownloadRefused(`Not https: ${url.protocol}`);
  // The lookup below is not asked about a host that is an address already.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  if (isIP(host) && !isPublicAddress(host)) throw notPublic(host);
  return url;
}

type Answer = { readonly bytes: Buffer } | { readonly location: string };

function get(url: URL, { allowOrigin, signal }: Limits): Promise<Answer> {
  const isAllowed = url.origin === allowOrigin;
  const send = url.protocol === 'https:' ? https.request : http.request;
  const { promise, resolve: settle, reject } = Promise.withResolvers<Answer>();
  const request = send(url, {
    // No agent: no connection kept from before, and no proxy out of the environment.
    agent: false,
    signal,
    headers: { accept: 'image/png, image/jpeg, image/gif, image/webp' },
    ...(isAllowed ? {} : { lookup: publicLookup }),
  });
  request.on('error', reject);
  request.on('response', (response) => {
    read(response)
      .then(settle, reject)
      .finally(() => request.destroy());
  });
  request.end();
  return promise;
}

async function read(response: http.IncomingMessage): Promise<Answer> {
  const { statusCode = 0, headers } = response;
  if ([301, 302, 303, 307, 308].includes(statusCode) && headers.location) {
    return { location: headers.location };
  }
  if (statusCode !== 200) throw new DownloadRefused(`The answer is ${statusCode}.`);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response as AsyncIterable<Buffer>) {
    size += chunk.length;
    // Counted, not believed: the length it announces may be anything.
    if (size > maxBytes) throw new DownloadRefused(`More than ${maxBytes} bytes.`);
    chunks.push(chunk);
  }
  return { bytes: Buffer.concat(chunks) };
}

/**
 * Resolves a name for the connection itself, so that the address that was checked is the one connected to; a
 * name asked twice may answer twice (DNS rebinding). One address that is not public condemns the name.
 */
const publicLookup: LookupFunction = (hostname, options, callback) => {
  resolve(hostname, { ...options, all: true }, (error, found) => {
    const addresses = (found ?? []) as LookupAddress[];
    const [first] = addresses;
    if (error || !first) return callback(error ?? notPublic(hostname), '', 0);
    const hidden = addresses.find(({ address }) => !isPublicAddress(address));
    if (hidden) return callback(notPublic(`${hostname} (${hidden.address})`), '', 0);
    return options.all ? callback(null, addresses) : callback(null, first.address, first.family);
  });
};

function notPublic(what: string): DownloadRefused {
  return new DownloadRefused(`Not on the open internet: ${what}`);
}
