/** A token of ours or an imported one, or a session: `kwp_…`, 22 and 43 characters around a dot, or a JWT. */
const secret = /kw[pbd]_[\w-]{16,}|\b[\w-]{22}\.[\w-]{43}\b|\beyJ[\w-]{10,}\.[\w-]{10,}\.[\w-]+/;

/** Whether a secret stands on the command line, where everybody on the machine sees it and the shell keeps it. */
export const holdsSecret = (args: readonly string[]): boolean =>
  args.some((arg) => secret.test(arg));

export const secretRefused = [
  'There is a token or session on the command line. Others on this machine can see it there, and the history of your shell keeps it: take it for leaked, and revoke it.',
  'Send a token on standard input (keywright verify < token.txt), or in the variable KEYWRIGHT_TOKEN to act with it.',
];
