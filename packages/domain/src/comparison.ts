import { RE2JS } from 're2js';
import { BoundedCache } from './bounded-cache.ts';
import { dayOf, type Period, parsePeriod, shifted } from './calendar.ts';
import type { Comparison } from './condition.ts';
import type { FieldType } from './field-catalogue.ts';
import { comparableText, compareNumbers, foldedText, parseBoolean, parseMultiSelect } from './typed-value.ts';

/** The left side of a comparison, read: its text (null = absent, null or empty) and how to read it. */
export interface Actual {
  readonly text: string | null;
  readonly type: FieldType;
}

export interface Clock {
  readonly now: Date;
  /** IANA zone: where days begin, and dates without an offset are read. */
  readonly timeZone: string;
}

/** Longest text that a regular expression is tried on; a longer one never matches. */
const maxSearched = 20_000;
/** Instructions of a regular expression: with the length of the text they bound the time, to about a second at worst. */
const maxPatternSize = 1_000;

/** True when the comparison holds. Never throws: what can't be read as its type meets no ordering. */
export function holds(comparison: Comparison, actual: Actual, clock: Clock): boolean {
  const { text, type } = actual;
  switch (comparison.operator) {
    case 'is-empty':
      return text === null;
    case 'is-not-empty':
      return text !== null;
    case 'is-true':
      return text !== null && parseBoolean(text) === true;
    case 'is-false':
      return text !== null && parseBoolean(text) === false;
    case 'not-equals':
      return !holds({ ...comparison, operator: 'equals' }, actual, clock);
    case 'does-not-contain':
      return !holds({ ...comparison, operator: 'contains' }, actual, clock);
    case 'is-not-one-of':
      return !holds({ ...comparison, operator: 'is-one-of' }, actual, clock);
    case 'equals':
      return equalTo(text, comparison.value, type, comparison.ignoreCase ?? false, clock);
    case 'is-one-of':
      return comparison.values.some((value) => equalsAny(text, value, type, comparison.ignoreCase ?? false, clock));
    default:
      return text !== null && holdsOnText(comparison, text, type, clock);
  }
}

type TextComparison = Exclude<
  Comparison,
  { operator: 'is-empty' | 'is-not-empty' | 'is-true' | 'is-false' | 'is-one-of' | 'is-not-one-of' }
>;

function holdsOnText(comparison: TextComparison, text: string, type: FieldType, clock: Clock): boolean {
  const ignoreCase = comparison.ignoreCase ?? false;
  const fold = (each: string) => foldedText(each, type, ignoreCase);
  const orderOf = (value: string) => order(text, value, type, ignoreCase, clock);
  switch (comparison.operator) {
    case 'contains':
      if (type !== 'multi-select') return fold(text).includes(fold(comparison.value));
      return containsAll(parseMultiSelect(fold(text)), parseMultiSelect(fold(comparison.value)));
    case 'starts-with':
      return fold(text).startsWith(fold(comparison.value));
    case 'ends-with':
      return fold(text).endsWith(fold(comparison.value));
    case 'matches':
      if (text.length > maxSearched) return false;
      return compilePattern(comparison.value, ignoreCase)?.test(text) ?? false;
    case 'greater':
    case 'after':
      return orderOf(comparison.value) === 'after';
    case 'less':
    case 'before':
      return orderOf(comparison.value) === 'before';
    case 'greater-or-equal':
      return isOneOf(orderOf(comparison.value), 'after', 'same');
    case 'less-or-equal':
      return isOneOf(orderOf(comparison.value), 'before', 'same');
    case 'between':
      return isOneOf(orderOf(comparison.low), 'after', 'same') && isOneOf(orderOf(comparison.high), 'before', 'same');
    case 'within-last':
    case 'changed-within':
      return isRecent(comparison, text, clock);
    default:
      return false;
  }
}

function containsAll(items: readonly string[], wanted: readonly string[]): boolean {
  return wanted.length > 0 && wanted.every((item) => items.includes(item));
}

function equalsAny(text: string | null, value: string, type: FieldType, ignoreCase: boolean, clock: Clock): boolean {
  if (text === null || type !== 'multi-select') return equalTo(text, value, type, ignoreCase, clock);
  return parseMultiSelect(text).some((item) => equalTo(item, value, 'text', ignoreCase, clock));
}

function equalTo(text: string | null, value: string, type: FieldType, ignoreCase: boolean, clock: Clock): boolean {
  if (text === null || value.trim() === '') return text === null && value.trim() === '';
  const comparable = (each: string) => comparableText(each, type, ignoreCase);
  if (type === 'multi-select') {
    const [items, wanted] = [parseMultiSelect(comparable(text)), parseMultiSelect(comparable(value))];
    return containsAll(items, wanted) && containsAll(wanted, items);
  }
  if (isNumeric(type) || isDated(type)) {
    const found = order(text, value, type, ignoreCase, clock);
    if (found !== null) return found === 'same';
  }
  return comparable(text) === comparable(value);
}

type Order = 'before' | 'same' | 'after';

function isOneOf(found: Order | null, ...wanted: Order[]): boolean {
  return found !== null && wanted.includes(found);
}

function isNumeric(type: FieldType): boolean {
  return type === 'number' || type === 'currency';
}

function isDated(type: FieldType): boolean {
  return type === 'date' || type === 'date-time';
}

/** Where `text` lies against `value`; null when they can't be ordered. Untyped text is ordered as numbers or dates when both are. */
function order(text: string, value: string, type: FieldType, ignoreCase: boolean, clock: Clock): Order | null {
  if (!isDated(type)) {
    const difference = compareNumbers(text, value);
    if (difference !== null) return difference < 0 ? 'before' : difference > 0 ? 'after' : 'same';
    if (isNumeric(type)) return null;
  }
  const [left, right] = [parsePeriod(text, clock.timeZone), parsePeriod(value, clock.timeZone)];
  if (left !== null && right !== null) return orderOfPeriods(left, right);
  if (isDated(type)) return null;
  const [one, other] = [comparableText(text, type, ignoreCase), comparableText(value, type, ignoreCase)];
  return one < other ? 'before' : one > other ? 'after' : 'same';
}

/** An instant on a day is the same as the day; so is a day that holds the instant asked for. */
function orderOfPeriods(left: Period, right: Period): Order {
  if (left.end <= right.start) return 'before';
  return left.start >= right.end ? 'after' : 'same';
}

/**
 * `within-last` looks back only. `changed-within` also allows as much ahead: the clocks of the org and of Canvass differ.
 * A date without a time counts as its whole day.
 */
function isRecent(comparison: Extract<Comparison, { amount: number }>, text: string, clock: Clock): boolean {
  const found = parsePeriod(text, clock.timeZone);
  if (found === null) return false;
  const now = clock.now.getTime();
  const start = shifted(now, -comparison.amount, comparison.unit, clock.timeZone);
  const isDay = found.end - found.start > 1;
  const from = isDay && comparison.unit === 'days' ? dayOf(start, clock.timeZone).start : start;
  const until = comparison.operator === 'changed-within' ? now + (now - start) : now;
  return found.end > from && found.start <= until;
}

interface Pattern {
  test(text: string): boolean;
}

const patterns = new BoundedCache<string, Pattern | 'invalid'>(500);

/**
 * A regular expression in RE2's syntax (linear time whatever the text); null when it can't be read or has too many
 * repetitions. Finds anywhere unless anchored.
 */
export function compilePattern(source: string, ignoreCase: boolean): Pattern | null {
  const pattern = patterns.getOrMake(`${ignoreCase ? 'i' : 's'}${source}`, () => {
    try {
      const compiled = RE2JS.compile(source, ignoreCase ? RE2JS.CASE_INSENSITIVE : 0);
      if (compiled.programSize() > maxPatternSize) return 'invalid';
      return { test: (text) => compiled.matcher(text).find() };
    } catch {
      return 'invalid';
    }
  });
  return pattern === 'invalid' ? null : pattern;
}
