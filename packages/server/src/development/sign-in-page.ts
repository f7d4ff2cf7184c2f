import { hash } from 'node:crypto';
import { sampleAccounts } from './accounts.ts';

const style = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: light-dark(#f4f5f7, #131417); color: light-dark(#1c1e21, #e6e7e9) }
main { box-sizing: border-box; width: min(26rem, 100vw); padding: 2rem }
h1 { font-size: 1.4rem; margin: 0 0 .25rem }
p { margin: 0 0 1.25rem; color: light-dark(#5b616b, #9aa1ac) }
form { margin: 0 0 .75rem }
button { font: inherit; width: 100%; padding: .7rem 1rem; border: 1px solid light-dark(#d3d7de, #3a3e46); border-radius: .5rem; background: light-dark(#fff, #1e2024); color: inherit; text-align: left; cursor: pointer }
button:hover { border-color: light-dark(#3257c9, #8aa6ff) }
button:focus-visible, input:focus-visible { outline: 2px solid light-dark(#3257c9, #8aa6ff); outline-offset: 2px }
button small { display: block; color: light-dark(#5b616b, #9aa1ac) }
fieldset { border: 1px solid light-dark(#d3d7de, #3a3e46); border-radius: .5rem; padding: 1rem; margin: 0 }
legend { padding: 0 .4rem; color: light-dark(#5b616b, #9aa1ac) }
label { display: block; margin: 0 0 .75rem }
input:not([type=checkbox]) { font: inherit; box-sizing: border-box; width: 100%; padding: .5rem .6rem; border: 1px solid light-dark(#d3d7de, #3a3e46); border-radius: .4rem; background: light-dark(#fff, #131417); color: inherit }
.plain { border-color: transparent; background: none; text-align: center }
`;

const styleHash = hash('sha256', style, 'base64');

/**
 * The headers of every page here: no script, nothing from elsewhere. Browsers hold `form-action` against the
 * redirects after the form too, so the places a sign-in ends at are among them.
 */
export function pageHeaders(formTargets: readonly string[]): Record<string, string> {
  return {
    'content-type': 'text/html; charset=utf-8',
    'cache-control': 'no-store',
    'content-security-policy': `default-src 'none'; style-src 'sha256-${styleHash}'; form-action 'self' ${formTargets.join(' ')}; base-uri 'none'; frame-ancestors 'none'`,
    'referrer-policy': 'no-referrer',
    'x-content-type-options': 'nosniff',
  };
}

/** The page that asks who to be. Its forms post to `sign-in` and `cancel` beside its own address. */
export function signInPage(uid: string): string {
  const action = `/interaction/${encodeURIComponent(uid)}`;
  const accounts = sampleAccounts.map(
    ({ email, name, note }) => `<form method="post" action="${action}/sign-in">
<input type="hidden" name="email" value="${email}"><input type="hidden" name="email_verified" value="true">
<button type="submit">${name}<small>${email} · ${note}</small></button></form>`,
  );
  return page(
    'Development sign-in',
    `<h1>Development sign-in</h1>
<p>Choose who to be. There are no passwords here, and nobody but this machine can reach this page.</p>
${accounts.join('\n')}
<form method="post" action="${action}/sign-in"><fieldset><legend>Somebody else</legend>
<label>Other e-mail<input name="email" type="email" required maxlength="254" autocomplete="off"></label>
<label>Name (optional)<input name="name" maxlength="200" autocomplete="off"></label>
<label><input type="checkbox" name="email_verified" value="true" checked> E-mail verified</label>
<button type="submit">Sign in</button></fieldset></form>
<form method="post" action="${action}/cancel"><button class="plain" type="submit">Cancel</button></form>`,
  );
}

export function errorPage(error: string, description: string): string {
  return page(
    'Development sign-in: error',
    `<h1>The sign-in cannot go on</h1><p>${escaped(error)}: ${escaped(description)}</p>`,
  );
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title><style>${style}</style></head><body><main>${body}</main></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (char) => `&#${char.charCodeAt(0)};`);
}
