/**
 * What others wrote (a browser's name, a program's output) must not steer this terminal: escape sequences could hide
 * lines, or type commands. Line ends and tabs become spaces, every other control or direction mark a sign for itself.
 */
export function visible(text: string): string {
  return text
    .replace(/[\r\n\t]+/g, ' ')
    .replace(/[\p{Cc}\p{Zl}\p{Zp}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu, '�');
}

/** JSON leaves the controls above ASCII as they are, one of which begins escape sequences too. */
export function visibleJson(json: string): string {
  return json.replace(
    /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g,
    (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
