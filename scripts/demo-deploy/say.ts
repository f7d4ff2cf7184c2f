const bold = (text: string) => (process.stdout.isTTY ? `\u001b[1m${text}\u001b[0m` : text);

/** What the demonstration prints. */
export const say = {
  chapter: (text: string) => console.log(`\n${bold(text)}`),
  /** Who does what. */
  step: (who: string, what: string) => console.log(`  ${who}: ${what}`),
  /** What came of it. */
  answer: (text: string) => console.log(`    -> ${text}`),
  line: (text: string) => console.log(text),
  failure(error: unknown) {
    console.error(`\n${bold('This did not go as it should.')}`);
    console.error(error);
  },
  lastWords(name: string, lines: readonly string[]) {
    console.error(`\nThe last lines of the ${name}:\n${lines.slice(-15).join('\n')}`);
  },
};
