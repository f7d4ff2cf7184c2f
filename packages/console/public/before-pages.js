// A classic script, so that it runs before the first paint and before any module.
{
  // The page is painted in the chosen scheme from the start, not after the modules came.
  let chosen = null;
  try {
    chosen = localStorage.getItem('mantine-color-scheme-value');
  } catch {}
  const dark =
    chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');

  // Dialogs lock the scrolling through a style element, which the policy allows with its nonce alone.
  const nonce = document.querySelector('meta[name="csp-nonce"]');
  globalThis.__webpack_nonce__ = nonce ? nonce.content : undefined;
}
