import type { Command } from 'commander';
import { described } from './command-tree.ts';
import { environment } from './environment.ts';
import { exitCodes } from './exit-codes.ts';
import { version } from './version.ts';

/** The manual page, in the macros of man(7). */
export function manualPage(program: Command): string {
  const [root, ...commands] = described(program);
  const options = root?.options ?? [];
  const lines = [
    `.TH KEYWRIGHT 1 "" "keywright ${version}"`,
    '.SH NAME',
    'keywright \\- make, check and end credentials of Keywright',
    '.SH SYNOPSIS',
    '.B keywright',
    '[options] command',
    '.SH OPTIONS',
    ...options.flatMap(({ flags, description }) => entry(flags, description)),
    '.SH COMMANDS',
    ...commands
      .filter(({ below }) => below.length === 0)
      .flatMap(({ usage, summary, options: own }) => [
        ...entry(usage.replace(/ \[options\]/, ''), summary),
        ...(own.length === 0 ? [] : ['.RS']),
        ...own.flatMap(({ flags, description }) => entry(flags, description)),
        ...(own.length === 0 ? [] : ['.RE']),
      ]),
    '.SH ENVIRONMENT',
    ...Object.entries(environment).flatMap(([name, says]) => entry(name, says)),
    '.SH EXIT STATUS',
    ...Object.values(exitCodes).flatMap(({ code, means }) => entry(String(code), means)),
  ];
  return `${lines.join('\n')}\n`;
}

const entry = (head: string, body: string) => ['.TP', `.B ${safe(head)}`, safe(body)];

/** A line that begins with a dot or a quote would be an order to the formatter. */
const safe = (text: string) =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replace(/^(?=[.'])/, '\\&');
