/** Which topics a filter matches (MQTT 3.1.1, 4.7.1), of those that begin with no `$`; they are given level by level. */
export function matcherOf(filter: string): (levels: readonly string[]) => boolean {
  const wanted = filter.split('/');
  const isOpen = wanted.at(-1) === '#';
  const fixed = isOpen ? wanted.slice(0, -1) : wanted;
  return (levels) => {
    if (isOpen ? levels.length < fixed.length : levels.length !== fixed.length) return false;
    return fixed.every((level, at) => level === '+' || level === levels[at]);
  };
}
