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
  return error
    ? { kind: 'error', error: given.get('error_description') ?? error }
    : { kind: 'none' };
}

export const signInAnswer: SignInAnswer = takeSignInAnswer();
