import type { Rule } from './rule.ts';

const mostLines = 400;
const emptyNames = /(^|[-_.])(utils?|helpers?|managers?)([-_.]|$)/i;
const packageEntry = /^packages\/[^/]+\/src\/index\.ts$/;

export const shortFiles: Rule = {
  says: `no file has more than ${mostLines} lines`,
  check: (files) =>
    files
      .filter(({ lineCount }) => lineCount > mostLines)
      .map(({ path, lineCount }) => `${path} has ${lineCount} lines`),
};

export const tellingNames: Rule = {
  says: 'files and folders are named for what they hold: no utils, helpers, manager',
  check: (files) =>
    files
      .filter(({ path }) => path.split('/').some((part) => emptyNames.test(part)))
      .map(({ path }) => `${path} is not named for what it holds`),
};

export const noBarrels: Rule = {
  says: 'no file does nothing but pass on what others export, except the entry of a package',
  check: (files) =>
    files
      .filter(({ path, onlyReexports }) => onlyReexports && !packageEntry.test(path))
      .map(({ path }) => `${path} is a barrel`),
};
