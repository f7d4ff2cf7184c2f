/** All that programs see of the runner's own environment. */
export function basicVariables(): Record<string, string> {
  const names = ['PATH', 'HOME'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    }),
  );
}
