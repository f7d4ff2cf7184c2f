/** A person of the development sign-in gets a personal access token, in the steps a browser takes. */
export async function personalToken(
  server: string,
  email: string,
  name = 'demo:deploy',
): Promise<string> {
  const started = await json(`${server}/api/v2/auth/oidc`);
  const code = await passProvider(started['redirect_url'] ?? '', email);
  const session = await json(`${server}/api/v2/auth/oidc/callback`, { auth_code: code });
  const made = await json(
    `${server}/api/v2/user-tokens`,
    { name },
    { authorization: `Bearer ${session['access_token']}` },
  );
  return made['created_token'] ?? '';
}

async function json(url: string, body?: object, headers: Record<string, string> = {}) {
  const answer = await fetch(url, {
    headers: { ...headers, 'content-type': 'application/json' },
    ...(body && { method: 'POST', body: JSON.stringify(body) }),
  });
  const content = (await answer.json()) as Record<string, string>;
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${content['message']}`);
  return content;
}

/** Chooses the account on the provider's page; returns the code that it sends the browser back with. */
async function passProvider(start: string, email: string): Promise<string> {
  const { origin } = new URL(start);
  const cookies = new Map<string, string>();
  let url = new URL(start);
  while (url.origin === origin) {
    const isChoice = url.pathname.startsWith('/interaction/');
    const answer = await fetch(isChoice ? `${url}/sign-in` : url, {
      redirect: 'manual',
      headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
      ...(isChoice && {
        method: 'POST',
        body: new URLSearchParams({ email, email_verified: 'true' }),
      }),
    });
    for (const cookie of answer.headers.getSetCookie()) {
      const [pair = ''] = cookie.split(';');
      cookies.set(pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1));
    }
    const next = answer.headers.get('location');
    if (next === null) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`);
    url = new URL(next, url);
  }
  return url.searchParams.get('code') ?? '';
}
