import { Option } from 'commander';

export const formats = ['table', 'json', 'yaml'] as const;
export type Format = (typeof formats)[number];

/** Options that every command takes, before or behind its own. */
export interface GlobalOptions {
  readonly url?: string;
  readonly profile?: string;
  readonly output?: Format;
  readonly json?: true;
  readonly yes?: true;
}

export const globalOptions = (): Option[] => [
  new Option('--url <address>', 'the server, such as https://keywright.example.com'),
  new Option('--profile <name>', 'use this profile of the configuration, and no variable'),
  new Option('-o, --output <format>', 'how to show the answer').choices(formats),
  new Option('--json', 'the same as --output json'),
  new Option('-y, --yes', 'do not ask before what cannot be undone'),
];
