import { settings } from '../../packages/server/src/settings.ts';

/** Where the page stands, from the root of the checkout. */
export const configurationPage = 'docs/configuration.md';

const head = `# Configuration

Environment variables, read at start. All problems are reported at once, and an unknown \`KEYWRIGHT_…\` variable is one
of them: a misspelt setting is not passed over. An empty variable counts as not set.

Secrets (marked so) can also come from a file: set \`NAME_FILE\` to its path instead of \`NAME\`.

This page is written from the code by \`npm run docs\`.

| variable | default | what it is |
|---|---|---|
`;

interface Row {
  readonly about: string;
  readonly default?: string;
  readonly isSecret?: true;
}

/** The page, out of the table that the configuration is read by. */
export function configurationDocument(): string {
  const rows = Object.entries<Row>(settings).map(([name, row]) => {
    const secret = row.isSecret ? ' Secret.' : '';
    const value = row.default ? `\`${row.default}\`` : '';
    return `| \`${name}\` | ${value} | ${row.about}${secret} |\n`;
  });
  return head + rows.join('');
}
