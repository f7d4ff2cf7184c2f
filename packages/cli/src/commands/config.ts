import {
  configPath,
  type FoundConnection,
  findConnection,
  type Profile,
  withProfile,
} from '@keywright/sdk/node';
import { Command } from 'commander';
import { none, text } from '../output/cell.ts';
import type { Column } from '../output/table.ts';
import { answers } from '../program/asked.ts';
import { Stopped } from '../program/stopped.ts';
import { configText, profiles } from '../sign-in/kept-session.ts';
import { saveOwn } from '../sign-in/save-own.ts';

/** What `config list` tells of a profile; whether it holds a token, and never the token. */
interface Listed {
  readonly name: string;
  readonly url: string;
  readonly is_default: boolean;
  readonly holds_token: boolean;
}

const columns: readonly Column<Listed>[] = [
  { title: 'PROFILE', of: ({ name }) => text(name) },
  { title: 'URL', of: ({ url }) => text(url), least: 16 },
  { title: 'DEFAULT', of: (one) => (one.is_default ? text('yes') : none), least: 7 },
  { title: 'TOKEN', of: (one) => text(one.holds_token ? 'in the file' : 'elsewhere'), least: 9 },
];

/** What holds now, after options, variables and files. */
const values: Readonly<Record<string, (found: FoundConnection) => string | undefined>> = {
  url: ({ url }) => url,
  'url-from': ({ urlFrom }) => urlFrom,
  'token-from': ({ tokenFrom }) => tokenFrom,
  profile: ({ profile }) => profile,
};

/** `keywright config`: profiles, each a server and how one is known there. */
export function group(): Command {
  const config = new Command('config').description(
    'Servers that were signed in to, and the file they are kept in',
  );
  config
    .command('list')
    .alias('ls')
    .description('The profiles of the file')
    .action(
      answers(async (out) => {
        const items = profiles().map(listed);
        const page = { page: 1, per_page: items.length, items, num_total: items.length };
        await out.list(page, columns, 'None yet. Start with: keywright login --url https://…');
      }),
    );
  config
    .command('get <key>')
    .description(`What holds now: ${Object.keys(values).join(', ')}`)
    .action(
      answers(async (out, { url, profile }, key = '') => {
        const value = values[key];
        if (value === undefined) throw unknownKey(key, Object.keys(values));
        const found = value(findConnection({ url, profile }));
        if (found === undefined) throw new Stopped('not_found', `Nothing says ${key}.`);
        await out.done(found, { [key]: found });
      }),
    );
  addSet(config);
  config
    .command('path')
    .description('Where the file is')
    .action(answers(async (out) => out.done(configPath(), { path: configPath() })));
  return config;
}

function addSet(config: Command): void {
  config
    .command('set <key> <value>')
    .description('url: of the profile (--profile, or default); default-profile: the one to use')
    .action(
      answers(async (out, { profile }, key = '', value = '') => {
        saveOwn(configPath(), changed(key, value, profile));
        await out.done(`Saved in ${configPath()}.`, { [key]: value });
      }),
    );
}

function changed(key: string, value: string, profile: string | undefined): string {
  const all = profiles();
  switch (key) {
    case 'url': {
      const name = profile ?? all.find(({ isDefault }) => isDefault)?.name ?? 'default';
      const { url } = findConnection({ url: value, token: () => undefined });
      // What was kept for the server before must not go to the next one.
      const token = all.find((one) => one.name === name)?.url === url ? {} : { token: null };
      return withProfile(configText(), name, { url, ...token });
    }
    case 'default-profile': {
      if (!all.some(({ name }) => name === value)) {
        throw new Stopped('not_found', `There is no profile ${value}.`, '`keywright config list`');
      }
      const others = all.filter(({ isDefault }) => isDefault);
      const text = others.reduce(
        (toml, { name }) => withProfile(toml, name, { default_profile: null }),
        configText(),
      );
      return withProfile(text, value, { default_profile: true });
    }
    default:
      throw unknownKey(key, ['url', 'default-profile']);
  }
}

const unknownKey = (key: string, keys: readonly string[]) =>
  new Stopped('usage', `There is no ${key}. There is: ${keys.join(', ')}.`);

const listed = ({ name, url, isDefault, token }: Profile): Listed => ({
  ...{ name, url, is_default: isDefault, holds_token: token !== undefined },
});
