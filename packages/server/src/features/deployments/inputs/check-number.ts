import type { UiInput } from '@keywright/contract';

/**
 * What is wrong with a number. Steps are counted from the minimum, as browsers do (HTML, 4.10.5.3.8); bounds that are no
 * numbers bind nobody.
 */
export function checkNumber(
  { minimum, maximum, step }: Pick<UiInput, 'minimum' | 'maximum' | 'step'>,
  value: unknown,
): string[] {
  if (typeof value !== 'number') return ['Expected a number.'];
  const least = bound(minimum);
  const most = bound(maximum);
  const width = bound(step);
  if (least !== undefined && value < least) return [`Must be at least ${least}.`];
  if (most !== undefined && value > most) return [`Must be at most ${most}.`];
  if (width === undefined || width <= 0 || isWhole((value - (least ?? 0)) / width)) return [];
  return [`Must be a multiple of ${width}${least === undefined ? '' : ` from ${least} on`}.`];
}

function bound(text: string | null | undefined): number | undefined {
  if (text === null || text === undefined || text.trim() === '') return undefined;
  const number = Number(text);
  return Number.isFinite(number) ? number : undefined;
}

/** 0.3 is three times 0.1, although not in binary. */
function isWhole(count: number): boolean {
  return Math.abs(count - Math.round(count)) <= 1e-9 * Math.max(1, Math.abs(count));
}
