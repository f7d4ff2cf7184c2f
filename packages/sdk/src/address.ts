/** Where a server is: what paths are added to, and how messages name it. */
export interface Address {
  readonly base: string;
  readonly origin: string;
}

/**
 * Reads the address of a server: `http` or `https`, with a path where a proxy adds one. The empty text is the site whose
 * page this is. Throws a TypeError that does not repeat the text: somebody may have put a password into it.
 */
export function addressOf(text: string): Address {
  if (text === '') return { base: '', origin: 'The server' };
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new TypeError('url: Expected an address like https://keywright.example.com.');
  }
  if (url.username || url.password) {
    throw new TypeError('url: Leave out user name and password; give the token as token.');
  }
  return { base: url.origin + url.pathname.replace(/\/+$/, ''), origin: url.origin };
}
