const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
/** Shown over two columns by terminals: East Asian wide and full-width forms (Unicode TR11), and emoji. */
const wide =
  /^(?:\p{Emoji_Presentation}|[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}])/u;
const plain = /^[\x20-\x7e]*$/;

/** How many columns of a terminal a text without control characters takes. */
export function displayWidth(text: string): number {
  if (plain.test(text)) return text.length;
  let width = 0;
  for (const { segment } of graphemes.segment(text)) width += wide.test(segment) ? 2 : 1;
  return width;
}

/** The text in at most so many columns, its end replaced by `…` where it is longer. */
export function cutTo(text: string, columns: number): string {
  if (displayWidth(text) <= columns) return text;
  let kept = '';
  let width = 0;
  for (const { segment } of graphemes.segment(text)) {
    width += wide.test(segment) ? 2 : 1;
    if (width > columns - 1) break;
    kept += segment;
  }
  return `${kept.trimEnd()}…`;
}

/**
 * Lines of at most so many columns, broken at spaces where there are any. `keepWords`: never elsewhere, so that an
 * address can be opened and a path copied from where it stands.
 */
export function wrapTo(text: string, columns: number, { keepWords = false } = {}): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (displayWidth(longer) <= columns) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = keepWords ? [word] : piecesOf(word, columns);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return [...lines, line];
}

function piecesOf(word: string, columns: number): string[] {
  const pieces = [''];
  let width = 0;
  for (const { segment } of graphemes.segment(word)) {
    const own = wide.test(segment) ? 2 : 1;
    if (width + own > columns) {
      pieces.push('');
      width = 0;
    }
    pieces[pieces.length - 1] += segment;
    width += own;
  }
  return pieces;
}
