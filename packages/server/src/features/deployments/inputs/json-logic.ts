/**
 * The part of JsonLogic (https://jsonlogic.com/operations.html) that says when an input is shown: values, comparisons
 * and their combination. What a rule comes to; undefined where it uses anything else, or is nested deeper than forms are.
 */
export function judgeLogic(rule: unknown, data: unknown): unknown {
  try {
    return judge(rule, data, 0);
  } catch (error) {
    if (error instanceof Unjudgeable) return undefined;
    throw error;
  }
}

class Unjudgeable extends Error {}

const deepest = 30;

type Judged = (argument: unknown) => unknown;

function judge(rule: unknown, data: unknown, depth: number): unknown {
  if (depth > deepest) throw new Unjudgeable();
  const judged: Judged = (one) => judge(one, data, depth + 1);
  if (Array.isArray(rule)) return rule.map(judged);
  if (typeof rule !== 'object' || rule === null) return rule;
  const [[operator, given] = [], ...others] = Object.entries(rule);
  if (operator === undefined || others.length > 0) throw new Unjudgeable();
  const operands: readonly unknown[] = Array.isArray(given) ? given : [given];
  if (Object.hasOwn(lazy, operator)) return lazy[operator]?.(operands, judged);
  if (operator === 'var') return lookUp(data, operands.map(judged));
  const operation = Object.hasOwn(eager, operator) ? eager[operator] : undefined;
  if (!operation) throw new Unjudgeable();
  return operation(...operands.map(judged));
}

/** What looks at no more operands than it needs. */
const lazy: Readonly<Record<string, (operands: readonly unknown[], judged: Judged) => unknown>> = {
  and: (operands, judged) => firstOrLast(operands, judged, (value) => !isTruthy(value)),
  or: (operands, judged) => firstOrLast(operands, judged, isTruthy),
  if: choose,
  '?:': choose,
};

const eager: Readonly<Record<string, (...operands: readonly unknown[]) => unknown>> = {
  '==': isLooselySame,
  '!=': (a, b) => !isLooselySame(a, b),
  '===': (a, b) => a === b,
  '!==': (a, b) => a !== b,
  '!': (a) => !isTruthy(a),
  '!!': (a) => isTruthy(a),
  '<': (a, b, c) => isAscending(isLess, a, b, c),
  '<=': (a, b, c) => isAscending(isAtMost, a, b, c),
  '>': (a, b) => isLess(b, a),
  '>=': (a, b) => isAtMost(b, a),
  in: isIn,
};

function firstOrLast(
  operands: readonly unknown[],
  judged: Judged,
  ends: (value: unknown) => boolean,
): unknown {
  let value: unknown;
  for (const one of operands) {
    value = judged(one);
    if (ends(value)) return value;
  }
  return value;
}

function choose(operands: readonly unknown[], judged: Judged): unknown {
  for (let at = 0; at + 1 < operands.length; at += 2) {
    if (isTruthy(judged(operands[at]))) return judged(operands[at + 1]);
  }
  return operands.length % 2 === 1 ? judged(operands.at(-1)) : null;
}

/** `a.b.0` within the data, else the second operand; the empty path is all of it. */
function lookUp(data: unknown, [path, otherwise = null]: readonly unknown[]): unknown {
  if (path === undefined || path === null || path === '') return data;
  let found = data;
  for (const key of String(path).split('.')) {
    if (typeof found !== 'object' || found === null || !Object.hasOwn(found, key)) return otherwise;
    found = (found as Record<string, unknown>)[key];
  }
  return found ?? otherwise;
}

/** JsonLogic's: an empty list is not. */
const isTruthy = (value: unknown) => (Array.isArray(value) ? value.length > 0 : Boolean(value));

/** JavaScript's `==`, of what JSON's single values can be. */
function isLooselySame(a: unknown, b: unknown): boolean {
  const areSingle = [a, b].every((one) => one !== null && typeof one !== 'object');
  return a === b || (areSingle && typeof a !== typeof b && Number(a) === Number(b));
}

function isLess(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a < b : Number(a) < Number(b);
}

function isAtMost(a: unknown, b: unknown): boolean {
  return typeof a === 'string' && typeof b === 'string' ? a <= b : Number(a) <= Number(b);
}

/** Of three operands the middle one is between the others. */
function isAscending(
  holds: (a: unknown, b: unknown) => boolean,
  ...[a, b, c]: readonly unknown[]
): boolean {
  return holds(a, b) && (c === undefined || holds(b, c));
}

function isIn(one: unknown, all: unknown): boolean {
  if (typeof all === 'string') return typeof one === 'string' && all.includes(one);
  return Array.isArray(all) && all.includes(one);
}
