/** What the runner tells whoever runs it: a line each, for a journal. Never holds a token. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}

export const consoleLog: Log = {
  info: (line) => console.log(`${new Date().toISOString()} ${line}`),
  warn: (line) => console.error(`${new Date().toISOString()} ${line}`),
};
