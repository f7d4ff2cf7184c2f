/** What a script can tell from how `keywright` ended. Listed in docs/cli.md from here. */
export const exitCodes = {
  done: { code: 0, means: 'Done; or the answer is yes.' },
  failed: { code: 1, means: 'It failed in a way that none of the others names.' },
  usage: { code: 2, means: 'The command, an option or a value is wrong. Nothing was asked for.' },
  unauthenticated: {
    code: 3,
    means: 'Not signed in, or the session or token is expired, revoked or unknown.',
  },
  refused: { code: 4, means: 'You may not do this.' },
  not_found: { code: 5, means: 'There is no such thing, or you may not see it.' },
  unreachable: {
    code: 6,
    means:
      'The server cannot be reached or is not ready, or something else answered in its place. Try again later.',
  },
  conflict: { code: 7, means: 'It does not fit the present state.' },
  no: { code: 8, means: 'The answer is no: `can-i`, `verify`, `explain`.' },
  interrupted: { code: 130, means: 'Interrupted with Ctrl-C.' },
} as const;

export type Ending = keyof typeof exitCodes;
