import type { Command } from 'commander';

interface Group {
  readonly summary: string;
  /** `whole` is all of the program, for what is written from it. */
  readonly load: (whole: () => Promise<Command>) => Promise<Command>;
}

/** What `keywright` can be asked for. Each is loaded only when it is: `--help` and errors stay as quick as Node itself. */
export const groups: Readonly<Record<string, Group>> = {
  login: {
    summary: 'Sign in, in a browser or with a code',
    load: async () => (await import('../commands/login.ts')).group(),
  },
  logout: {
    summary: 'End the session and forget it',
    load: async () => (await import('../commands/logout.ts')).group(),
  },
  whoami: {
    summary: 'Who you are to the server, and with what',
    load: async () => (await import('../commands/whoami.ts')).group(),
  },
  token: {
    summary: 'Personal access tokens',
    load: async () => (await import('../commands/token.ts')).group(),
  },
  bot: {
    summary: 'Bots: service accounts of the site',
    load: async () => (await import('../commands/bot.ts')).group(),
  },
  'service-account': {
    summary: 'Service accounts, wherever they are at home',
    load: async () => (await import('../commands/service-account.ts')).group(),
  },
  grant: {
    summary: 'Who may do what, and where',
    load: async () => (await import('../commands/grant.ts')).group(),
  },
  role: {
    summary: 'Named sets of permissions',
    load: async () => (await import('../commands/role.ts')).group(),
  },
  env: { summary: 'Envs', load: async () => (await import('../commands/env.ts')).group() },
  deployment: {
    summary: 'Deployments',
    load: async () => (await import('../commands/deployment.ts')).group(),
  },
  history: {
    summary: 'What was done to deployments, newest first',
    load: async () => (await import('../commands/history.ts')).group(),
  },
  audit: {
    summary: 'Who did what, newest first',
    load: async () => (await import('../commands/audit.ts')).group(),
  },
  verify: {
    summary: 'Whether a token is good, and may do something',
    load: async () => (await import('../commands/verify.ts')).group(),
  },
  'can-i': {
    summary: 'Whether you may do something on a resource, and why',
    load: async () => (await import('../commands/can-i.ts')).group(),
  },
  explain: {
    summary: 'What a token is, from its text alone. Asks no server',
    load: async () => (await import('../commands/explain.ts')).group(),
  },
  runner: {
    summary: 'Carry out the tasks of one cluster',
    load: async () => (await import('../commands/runner.ts')).group(),
  },
  config: {
    summary: 'Servers that were signed in to, and the file they are kept in',
    load: async () => (await import('../commands/config.ts')).group(),
  },
  completion: {
    summary: 'A script that completes commands in your shell',
    load: async (whole) => (await import('../commands/completion.ts')).group(whole),
  },
  man: {
    summary: 'The manual page',
    load: async (whole) => (await import('../commands/man.ts')).group(whole),
  },
};
