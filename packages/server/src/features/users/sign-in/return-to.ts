const home = '/';
const maxLength = 1000;
/** Stands for this site while a path is read. */
const base = 'http://site.invalid';

/**
 * Where to go after a sign-in: the path that was asked for where it is one of this site, else the first page.
 * It came in a link that anybody can write (open redirect, CWE-601): `//host`, `/\host` and a tab or newline,
 * which browsers drop, all lead elsewhere, and so may a path once its dots are resolved.
 */
export function returnTo(asked: string | undefined): string {
  if (!asked || !isPath(asked)) return home;
  const url = URL.parse(asked, base);
  if (!url || url.origin !== base) return home;
  const path = `${url.pathname}${url.search}${url.hash}`;
  if (!isPath(path) || path.length > maxLength) return home;
  // Back to the sign-in would be a circle.
  return url.pathname.startsWith('/auth/') && url.pathname !== '/auth/cli' ? home : path;
}

function isPath(text: string): boolean {
  return /^\/(?![/\\])[^\p{Cc}\\]*$/u.test(text);
}
