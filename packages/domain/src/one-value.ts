import { dayOf, type Period } from './calendar.ts';
import { holds } from './comparison.ts';
import { isDated, isNumeric, type Literal } from './condition-formula.ts';
import type { FieldType } from './field-catalogue.ts';
import { comparableText, compareNumbers } from './typed-value.ts';

/**
 * False when no value at all can answer these questions, all about one value, as wanted. True says nothing: it may be, or
 * this does not see why not. Never false where there is a value.
 */
export function mayHold(literals: readonly Literal[], timeZone: string): boolean {
  const wanted = literals.filter((literal) => literal.wanted);
  const unwanted = literals.filter((literal) => !literal.wanted);
  if (wanted.some(({ key }) => unwanted.some((other) => other.key === key))) return false;
  // An empty value meets nothing else, and everything that is not wanted.
  if (wanted.some(({ question }) => question.ask === 'empty')) {
    return wanted.every(({ question }) => question.ask === 'empty');
  }
  const type = literals[0]?.type ?? 'text';
  if (isNumeric(type)) return mayBeNumber(wanted, unwanted);
  if (isDated(type)) return mayBeDate(wanted, unwanted, timeZone);
  if (type === 'multi-select') return true;
  return mayBeText(wanted, unwanted, type);
}

interface Bound {
  value: string;
  /** The value itself is not within. */
  open: boolean;
}

/** Only what meets an ordering, or equals a number, is known to be one: then what is not wanted bounds it, too. */
function mayBeNumber(wanted: readonly Literal[], unwanted: readonly Literal[]): boolean {
  const bounding = (literals: readonly Literal[]) =>
    literals.flatMap(({ question, number }) => (number === null ? [] : [{ ask: question.ask, number }]));
  const said = bounding(wanted);
  if (said.length === 0) return true;
  let low: Bound | null = null;
  let high: Bound | null = null;
  const except: string[] = [];
  const raise = (value: string, open: boolean) => {
    const order = low === null ? 1 : (compareNumbers(value, low.value) ?? 0);
    if (order > 0 || (order === 0 && open)) low = { value, open };
  };
  const lower = (value: string, open: boolean) => {
    const order = high === null ? -1 : (compareNumbers(value, high.value) ?? 0);
    if (order < 0 || (order === 0 && open)) high = { value, open };
  };
  for (const { ask, number } of said) {
    if (ask === 'equals' || ask === 'at-least') raise(number, false);
    if (ask === 'equals' || ask === 'at-most') lower(number, false);
    if (ask === 'above') raise(number, true);
    if (ask === 'below') lower(number, true);
  }
  for (const { ask, number } of bounding(unwanted)) {
    if (ask === 'equals') except.push(number);
    if (ask === 'above') lower(number, false);
    if (ask === 'below') raise(number, false);
    if (ask === 'at-least') lower(number, true);
    if (ask === 'at-most') raise(number, true);
  }
  return isSomethingBetween(low, high, except);
}

function isSomethingBetween(low: Bound | null, high: Bound | null, except: readonly string[]): boolean {
  if (low === null || high === null) return true;
  const order = compareNumbers(low.value, high.value) ?? -1;
  if (order !== 0) return order < 0;
  return !low.open && !high.open && !except.some((value) => compareNumbers(value, low.value) === 0);
}

/** A date is an instant, or a day of the zone: a stretch of time from `start` to `end` within one day. */
function mayBeDate(wanted: readonly Literal[], unwanted: readonly Literal[], timeZone: string): boolean {
  const bounding = (literals: readonly Literal[]) =>
    literals.flatMap(({ question, period }) => (period === null ? [] : [{ ask: question.ask, period }]));
  const said = bounding(wanted);
  if (said.length === 0) return true;
  let startFrom = Number.NEGATIVE_INFINITY;
  let startBelow = Number.POSITIVE_INFINITY;
  let endAbove = Number.NEGATIVE_INFINITY;
  let endUntil = Number.POSITIVE_INFINITY;
  const after = ({ end }: Period) => {
    startFrom = Math.max(startFrom, end);
  };
  const before = ({ start }: Period) => {
    endUntil = Math.min(endUntil, start);
  };
  const notBefore = ({ start }: Period) => {
    endAbove = Math.max(endAbove, start);
  };
  const notAfter = ({ end }: Period) => {
    startBelow = Math.min(startBelow, end);
  };
  for (const { ask, period } of said) {
    if (ask === 'above') after(period);
    if (ask === 'below') before(period);
    if (ask === 'equals' || ask === 'at-least') notBefore(period);
    if (ask === 'equals' || ask === 'at-most') notAfter(period);
  }
  for (const { ask, period } of bounding(unwanted)) {
    if (ask === 'above') notAfter(period);
    if (ask === 'below') notBefore(period);
    if (ask === 'at-least') before(period);
    if (ask === 'at-most') after(period);
  }
  if (startFrom >= endUntil || startFrom >= startBelow || endAbove >= endUntil) return false;
  return !Number.isFinite(startBelow) || dayOf(startBelow - 1, timeZone).end > endAbove;
}

type TextLiteral = Literal & { question: { value: string; ignoreCase: boolean } };

function isText(literal: Literal): literal is TextLiteral {
  return 'ignoreCase' in literal.question;
}

/** A text that equals a value is that value, but for spaces around it and what its type does not tell apart. */
function mayBeText(wanted: readonly Literal[], unwanted: readonly Literal[], type: FieldType): boolean {
  const texts = wanted.filter(isText);
  const not = unwanted.filter(isText);
  const same = texts.filter(({ question }) => question.ask === 'equals');
  if (same.some((literal) => texts.some(excludes(literal, type)) || not.some(implies(literal, type)))) return false;
  if (type === 'phone') return true; // a part of a phone number is sought as written and by its digits
  return !haveDifferentEnds(texts, 'starts-with') && !haveDifferentEnds(texts, 'ends-with');
}

/** Whether what equals one value can't answer another question with yes. */
function excludes({ question: { value, ignoreCase } }: TextLiteral, type: FieldType) {
  return ({ question: other }: TextLiteral): boolean => {
    const loose = ignoreCase || other.ignoreCase;
    if (other.ask === 'equals') return comparableText(value, type, loose) !== comparableText(other.value, type, loose);
    return isPlain(other.value, type) && !asked(other, value, type, loose);
  };
}

/** Whether what equals one value must answer another question with yes. */
function implies({ question: { value, ignoreCase } }: TextLiteral, type: FieldType) {
  return ({ question: other }: TextLiteral): boolean => {
    if (ignoreCase && !other.ignoreCase && !foldsAlways(type)) return false;
    if (other.ask === 'equals') {
      return comparableText(value, type, other.ignoreCase) === comparableText(other.value, type, other.ignoreCase);
    }
    return (
      other.ask === 'contains' &&
      isPlain(other.value, type) &&
      asked(other, value, type, ignoreCase || other.ignoreCase)
    );
  };
}

const foldsAlways = (type: FieldType) => type === 'email';

/** Spaces at the ends of what is sought could be those around the value; other types leave more out of a comparison. */
function isPlain(sought: string, type: FieldType): boolean {
  return sought !== '' && sought.trim() === sought && (type === 'text' || type === 'email');
}

function asked(question: TextLiteral['question'], value: string, type: FieldType, ignoreCase: boolean): boolean {
  const { ask } = question;
  if (ask !== 'contains' && ask !== 'starts-with' && ask !== 'ends-with') return true;
  const left = { from: 'event', field: '' } as const;
  const comparison = { kind: 'comparison', operator: ask, left, value: question.value, ignoreCase } as const;
  return holds(comparison, { text: value.trim(), type }, { now: new Date(0), timeZone: 'UTC' });
}

/** Two beginnings (or ends) of one text: the longer one has to begin (or end) with the shorter. */
function haveDifferentEnds(texts: readonly TextLiteral[], ask: 'starts-with' | 'ends-with'): boolean {
  const sought = texts.filter(({ question }) => question.ask === ask).map(({ question }) => question);
  return sought.some((one) =>
    sought.some((other) => {
      const fold = (text: string) => text.normalize('NFC').toLowerCase();
      const [long, short] = [fold(one.value), fold(other.value)];
      if (short.length > long.length) return false;
      return ask === 'starts-with' ? !long.startsWith(short) : !long.endsWith(short);
    }),
  );
}
