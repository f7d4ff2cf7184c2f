/** What the provider sent an API client's sign-in back with. */
export type SignInAnswer =
  | { readonly kind: 'code'; readonly code: string }
  | { readonly kind: 'error'; readonly error: string }
  | { readonly kind: 'none' };

export const callbackPaths = ['/auth/oidc/callback', '/auth/google/callback'] as const;

/**
 * Takes the provider's answer out of the address bar before anything else runs, so that the code is neither in
 * the history nor sent along to another page. Asked for again, it is still known until the page is left.
 */
function takeSignInAnswer(): SignInAnswer {
  if (!callbackPaths.some((path) => path === location.pathname)) return { kind: 'none' };
  const given = new URLSearchParams(location.search);
  history.replaceState(history.state, '', location.pathname);
  const code = given.get('code');
  if (code) return { kind: 'code', code };
  const error = given.get('error');
  if (!error) return { kind: 'none' };
  return { kind: 'error', error: errorCode.test(error) ? error : 'error' };
}

/**
 * As RFC 6749 (4.1.2.1) writes them: `access_denied`. Not `error_description`: anybody can write a link here, and put
 * words of their own into the mouth of this site.
 */
const errorCode = /^[a-z_]{1,40}$/;

export const signInAnswer: SignInAnswer = takeSignInAnswer();
