/**
 * The cookies of one browser, by host: as RFC 6265 (8.5) has it, they do not tell ports apart, so the
 * jar is as easily confused between two servers on loopback as a browser is.
 */
export class CookieJar {
  readonly #cookies = new Map<
    string,
    { name: string; value: string; path: string; host: string }
  >();

  /** Takes the `Set-Cookie` headers of an answer from `url`; an empty or outlived one removes. */
  take(url: URL, setCookies: readonly string[]): void {
    for (const text of setCookies) this.#takeOne(url, text);
  }

  /** The `Cookie` header for a request to `url`; undefined where there is none to send. */
  headerFor(url: URL): string | undefined {
    const fitting = [...this.#cookies.values()].filter(
      ({ host, path }) => host === url.hostname && isBelow(url.pathname, path),
    );
    if (fitting.length === 0) return undefined;
    return fitting.map(({ name, value }) => `${name}=${value}`).join('; ');
  }

  /** The names of what is held, for tests that ask what a browser keeps. */
  names(): string[] {
    return [...this.#cookies.values()].map(({ name }) => name);
  }

  #takeOne(url: URL, text: string): void {
    const [pair = '', ...attributes] = text.split(';').map((part) => part.trim());
    const split = pair.indexOf('=');
    const name = pair.slice(0, split);
    const value = pair.slice(split + 1);
    const given = new Map(attributes.map(attributeOf));
    const path = given.get('path') ?? '/';
    const key = `${url.hostname} ${path} ${name}`;
    if (value === '' || isOutlived(given)) this.#cookies.delete(key);
    else this.#cookies.set(key, { name, value, path, host: url.hostname });
  }
}

function attributeOf(text: string): [string, string] {
  const [name = '', ...value] = text.split('=');
  return [name.toLowerCase(), value.join('=')];
}

function isOutlived(attributes: ReadonlyMap<string, string>): boolean {
  const maxAge = attributes.get('max-age');
  if (maxAge !== undefined) return Number(maxAge) <= 0;
  const expires = attributes.get('expires');
  return expires !== undefined && Date.parse(expires) <= Date.now();
}

/** RFC 6265, 5.1.4. */
function isBelow(pathname: string, path: string): boolean {
  if (pathname === path || path === '/') return true;
  return pathname.startsWith(path.endsWith('/') ? path : `${path}/`);
}
