export const days = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];

/** "Monday, Friday at 23:15 UTC" */
export function daysAndHourWords(value: unknown): string {
  const { run_days, schedule } = partsOf(value);
  const chosen = run_days.split(',').flatMap((at) => days[at === '' ? -1 : Number(at)] ?? []);
  return chosen.length === 0 ? 'Never' : `${chosen.join(', ')} at ${schedule} UTC`;
}

/** Of a value that nobody has checked yet; midnight on no day where it says nothing. */
export function partsOf(value: unknown): { readonly run_days: string; readonly schedule: string } {
  const parts: object = typeof value === 'object' && value !== null ? value : {};
  return { run_days: '', schedule: '00:00', ...parts };
}
