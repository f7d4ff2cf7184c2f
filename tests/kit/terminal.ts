import { execFileSync } from 'node:child_process';
import { expect } from 'vitest';
import { findExecutable, onPath } from './find-program.ts';
import { ensurePrograms, tmux } from './install-programs.ts';

/** A real pseudo-terminal with a shell in it. */
export interface Terminal {
  /** Types a line and sends it. */
  type(line: string): void;
  resize(columns: number, rows: number): void;
  clear(): void;
  screen(): string;
  /** Resolves with the screen once it shows this. */
  shows(pattern: RegExp): Promise<string>;
  /** Types a command line and resolves with the screen once the shell asks for the next. */
  run(line: string): Promise<string>;
  close(): void;
}

const prompt = 'ready>';

/** Opens one with these variables alone, 80 columns wide. */
export function openTerminal(env: Readonly<Record<string, string>>, name: string): Terminal {
  ensurePrograms([tmux]);
  const program = findExecutable(onPath('tmux')) ?? 'tmux';
  const call = (...args: string[]) =>
    execFileSync(program, ['-L', name, '-f', '/dev/null', ...args], {
      env: { ...env, TERM: 'xterm-256color', LC_ALL: 'C.UTF-8' },
      encoding: 'utf8',
    });
  const shell = `env 'PS1=${prompt} ' bash --norc --noprofile`;
  call('new-session', '-d', '-x', '80', '-y', '30', '-s', 'main', shell);
  const screen = () => call('capture-pane', '-p', '-t', 'main').trimEnd();
  const shows = async (pattern: RegExp) => {
    await expect.poll(screen).toMatch(pattern);
    return screen();
  };
  const type = (line: string) => {
    call('send-keys', '-t', 'main', '-l', line);
    call('send-keys', '-t', 'main', 'Enter');
  };
  const isReady = new RegExp(`^${prompt}$`, 'm');
  return {
    type,
    screen,
    shows,
    resize: (columns, rows) => {
      call('resize-window', '-t', 'main', '-x', `${columns}`, '-y', `${rows}`);
    },
    clear: () => {
      call('send-keys', '-t', 'main', '-R');
      call('clear-history', '-t', 'main');
      call('send-keys', '-t', 'main', 'C-l');
    },
    async run(line) {
      await shows(isReady);
      type(line);
      return shows(new RegExp(`^${prompt} (?!$)[\\s\\S]*^${prompt}$`, 'm'));
    },
    close: () => {
      call('kill-server');
    },
  };
}
