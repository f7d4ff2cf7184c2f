import type { Command, Option } from 'commander';
import { type Described, described } from './command-tree.ts';

export const shells = ['bash', 'zsh', 'fish'] as const;
export type Shell = (typeof shells)[number];

interface Word {
  readonly word: string;
  readonly says: string;
}

/** A script for a shell that completes the words of commands and options; it asks neither this program nor a server. */
export function completionScript(shell: Shell, program: Command): string {
  const [root, ...commands] = described(program);
  const shared = root === undefined ? [] : optionWords(root);
  const all = [root, ...commands]
    .filter((one) => one !== undefined)
    .map((one) => ({ path: one.path, words: wordsOf(one, shared) }));
  switch (shell) {
    case 'bash':
      return bash(all);
    case 'zsh':
      return zsh(all);
    case 'fish':
      return fish(all);
    default:
      throw shell satisfies never;
  }
}

interface Place {
  readonly path: string;
  readonly words: readonly Word[];
}

function wordsOf(one: Described, shared: readonly Word[]): Word[] {
  const below = one.below.map(({ name, summary }) => ({ word: name, says: summary }));
  return [...below, ...(one.path === '' ? [] : optionWords(one)), ...shared];
}

const optionWords = ({ options }: Described): Word[] =>
  options.map((option: Option) => ({
    word: option.long ?? option.flags,
    says: option.description,
  }));

/** The longest run of command words at the beginning of the line says where one is. */
const bash = (all: readonly Place[]) => `# Completion of keywright for bash.
_keywright() {
  local path="" word i
  for ((i = 1; i < COMP_CWORD; i++)); do
    word="\${COMP_WORDS[i]}"
    case "\${path:+$path }$word" in
${all
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      "${path}") path="${path}" ;;`)
  .join('\n')}
    esac
  done
  local words=""
  case "$path" in
${all.map(({ path, words }) => `    "${path}") words="${words.map(({ word }) => word).join(' ')}" ;;`).join('\n')}
  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "\${COMP_WORDS[COMP_CWORD]}")
}
complete -o default -F _keywright keywright
`;

const zsh = (all: readonly Place[]) => `#compdef keywright
# Completion of keywright for zsh.
_keywright() {
  local place="" word
  local -a choices
  for word in "\${(@)words[2,CURRENT-1]}"; do
    case "\${place:+$place }$word" in
${all
  .filter(({ path }) => path !== '')
  .map(({ path }) => `      (${quoted(path)}) place=${quoted(path)} ;;`)
  .join('\n')}
    esac
  done
  case "$place" in
${all
  .map(
    ({ path, words }) =>
      `    (${quoted(path)}) choices=(${words.map(({ word, says }) => quoted(`${word}:${says}`)).join(' ')}) ;;`,
  )
  .join('\n')}
  esac
  _describe 'keywright' choices
}
# Loaded by its name from fpath, or sourced.
if [ "$funcstack[1]" = "_keywright" ]; then _keywright "$@"; else compdef _keywright keywright; fi
`;

const fish = (all: readonly Place[]) => `# Completion of keywright for fish.
function __keywright_at
    set -l place ""
    for word in (commandline -opc)[2..]
        set -l next (string trim -- "$place $word")
        switch $next
            case ${all
              .filter(({ path }) => path !== '')
              .map(({ path }) => quoted(path))
              .join(' ')}
                set place $next
        end
    end
    test "$place" = "$argv[1]"
end
complete -c keywright -f
${all
  .flatMap(({ path, words }) =>
    words.map(({ word, says }) => {
      const what = word.startsWith('--') ? `-l ${word.slice(2)}` : `-a ${word}`;
      return `complete -c keywright -n "__keywright_at '${path}'" ${what} -d ${quoted(says)}`;
    }),
  )
  .join('\n')}
`;

const quoted = (text: string) => `'${text.replaceAll("'", '’').replaceAll('\\', '')}'`;
