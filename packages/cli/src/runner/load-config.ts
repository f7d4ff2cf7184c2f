import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { parse } from 'yaml';
import type { z } from 'zod';
import { type Config, ConfigError, configFile, type KindConfig } from './config.ts';

/** A unix socket's address has at most 107 bytes on Linux; this leaves room for the folders in `work_dir`. */
const longestWorkDir = 50;

type Written = z.output<typeof configFile>;

/** Reads and checks a config file. Throws `ConfigError` with all that is wrong at once. */
export function loadConfig(file: string, env: NodeJS.ProcessEnv): Config {
  const path = resolve(file);
  const read = configFile.safeParse(parsed(path));
  if (!read.success) throw new ConfigError(path, read.error.issues.map(sentence));
  const folder = dirname(path);
  const from = (relative: string) => resolve(folder, relative);
  const { token_file, kinds, ...rest } = read.data;
  const config = { ...rest, work_dir: from(rest.work_dir), charts: from(rest.charts) };
  const tokenFile = token_file === undefined ? undefined : from(token_file);
  const problems = [
    ...tokenProblems(tokenFile, env),
    ...folderProblems(config),
    ...Object.entries(kinds).flatMap(kindProblems),
  ];
  if (problems.length > 0) throw new ConfigError(path, problems);
  return {
    ...config,
    server: config.server.replace(/\/+$/, ''),
    folder,
    kinds: new Map(Object.entries(kinds)),
    token: tokenFile === undefined ? () => env['KEYWRIGHT_TOKEN'] ?? '' : tokenFrom(tokenFile),
  };
}

function parsed(path: string): unknown {
  try {
    return parse(readFileSync(path, 'utf8'));
  } catch (error) {
    throw new ConfigError(path, [error instanceof Error ? error.message : String(error)]);
  }
}

function sentence(issue: z.core.$ZodIssue): string {
  const where = issue.path.join('.');
  if (issue.code === 'unrecognized_keys') {
    const place = where === '' ? 'at the top' : `in ${where}`;
    return `There is no setting ${issue.keys.join(', ')} ${place}: check the spelling.`;
  }
  return where === '' ? 'The file must hold settings.' : `${where}: ${issue.message}`;
}

function tokenProblems(file: string | undefined, env: NodeJS.ProcessEnv): string[] {
  if (file === undefined) {
    if (env['KEYWRIGHT_TOKEN']) return [];
    return ['token_file: Is missing. Name a file that holds the token, or set KEYWRIGHT_TOKEN.'];
  }
  try {
    return tokenIn(file) === '' ? [`token_file: ${file} is empty. Put the token there.`] : [];
  } catch (error) {
    return [`token_file: ${(error as Error).message}. Put the runner’s token there.`];
  }
}

const tokenIn = (file: string) => readFileSync(file, 'utf8').trim();

/** While somebody replaces the file it may be away or empty for a moment: the token it held is kept until then. */
function tokenFrom(file: string): () => string {
  let last = tokenIn(file);
  return () => {
    try {
      last = tokenIn(file) || last;
    } catch {}
    return last;
  };
}

function folderProblems({ charts, work_dir }: Pick<Written, 'charts' | 'work_dir'>): string[] {
  const problems: string[] = [];
  if (!statSync(charts, { throwIfNoEntry: false })?.isDirectory()) {
    problems.push(
      `charts: ${charts} is not a folder. Make it, with a folder <kind>/<version> in it for each chart.`,
    );
  }
  if (Buffer.byteLength(work_dir) > longestWorkDir) {
    problems.push(
      `work_dir: ${work_dir} is longer than ${longestWorkDir} bytes, too long for the sockets in it. Choose a shorter one.`,
    );
  }
  return problems;
}

function kindProblems([name, kind]: [string, KindConfig]): string[] {
  if (kind.service !== undefined || Object.keys(kind.commands).length > 0) return [];
  return [`kinds.${name}: says nothing to do. Give it a service, commands, or both.`];
}
