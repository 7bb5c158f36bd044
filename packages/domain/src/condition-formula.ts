import { type Period, parsePeriod } from './calendar.ts';
import type { Comparison, Condition, Operand } from './condition.ts';
import type { FieldType } from './field-catalogue.ts';
import { parseNumber } from './typed-value.ts';

/** What a comparison asks of a value, with the opposites and combinations taken apart (see `toFormula`). */
export type Question =
  | { readonly ask: 'empty' }
  | {
      readonly ask: 'equals' | 'contains' | 'starts-with' | 'ends-with';
      readonly value: string;
      readonly ignoreCase: boolean;
    }
  | { readonly ask: 'above' | 'below' | 'at-least' | 'at-most'; readonly value: string }
  /** Nothing is known of it but that an empty value does not meet it. */
  | { readonly ask: 'other' };

/** A question about one value that has to be answered with yes, or with no. */
export interface Literal {
  readonly kind: 'literal';
  readonly question: Question;
  readonly wanted: boolean;
  /** Which value, as one text. */
  readonly subject: string;
  readonly type: FieldType;
  /** The same question about the same value has the same key. */
  readonly key: string;
  /** What is asked for, read as the type; null where it can't be. */
  readonly number: string | null;
  readonly period: Period | null;
  /** It is answered alike at every moment of a run. */
  readonly lasting: boolean;
}

export type Formula =
  | Literal
  | { readonly kind: 'all'; readonly of: readonly Formula[] }
  | { readonly kind: 'any'; readonly of: readonly Formula[] };

export interface FormulaReading {
  typeOf(operand: Operand): FieldType;
  timeZone: string;
}

/** A condition (or, with `wanted` false, its opposite) as questions joined by “all” and “any”. */
export function toFormula(condition: Condition, wanted: boolean, reading: FormulaReading): Formula {
  if (condition.kind === 'comparison') return ofComparison(condition, wanted, reading);
  const { match, conditions } = condition;
  if (conditions.length === 0) return { kind: wanted ? 'all' : 'any', of: [] };
  const inner = match === 'none' ? !wanted : wanted;
  const of = conditions.map((each) => toFormula(each, inner, reading));
  return { kind: (match === 'any') === wanted ? 'any' : 'all', of };
}

/** The formula as far as it stays true for the rest of a run: less than it says, never more. */
export function lasting(formula: Formula): Formula {
  if (formula.kind === 'literal') return formula.lasting ? formula : { kind: 'all', of: [] };
  return { kind: formula.kind, of: formula.of.map(lasting) };
}

function ofComparison(comparison: Comparison, wanted: boolean, reading: FormulaReading): Formula {
  const { left, ignoreCase = false } = comparison;
  const type = reading.typeOf(left);
  const literal = (question: Question, yes: boolean, lasts = true): Literal => {
    const value = 'value' in question ? question.value : '';
    return {
      kind: 'literal',
      question,
      wanted: yes,
      subject: JSON.stringify(left),
      type,
      key: JSON.stringify(question.ask === 'other' ? { ...comparison, ignoreCase } : question),
      number: isNumeric(type) && parseNumber(value) !== null ? value : null,
      period: isDated(type) ? parsePeriod(value, reading.timeZone) : null,
      lasting: lasts && (left.from === 'event' || left.from === 'step'),
    };
  };
  const equals = (value: string, yes: boolean) =>
    value.trim() === '' ? literal({ ask: 'empty' }, yes) : literal({ ask: 'equals', value, ignoreCase }, yes);
  const both = (kind: 'all' | 'any', ...of: Formula[]): Formula => ({ kind: wanted ? kind : opposite(kind), of });
  switch (comparison.operator) {
    case 'is-empty':
      return literal({ ask: 'empty' }, wanted);
    case 'is-not-empty':
      return literal({ ask: 'empty' }, !wanted);
    case 'is-true':
    case 'is-false': {
      if (type !== 'boolean' && type !== 'text') return literal({ ask: 'other' }, wanted);
      const value = comparison.operator === 'is-true' ? 'true' : 'false';
      return literal({ ask: 'equals', value, ignoreCase: true }, wanted);
    }
    case 'equals':
      return equals(comparison.value, wanted);
    case 'not-equals':
      return equals(comparison.value, !wanted);
    case 'is-one-of':
    case 'is-not-one-of': {
      const yes = (comparison.operator === 'is-one-of') === wanted;
      if (type !== 'multi-select') {
        return { kind: yes ? 'any' : 'all', of: comparison.values.map((value) => equals(value, yes)) };
      }
      // One of several items, or nothing where a blank is among them.
      const named = literal({ ask: 'other' }, yes);
      const same = { ...named, key: JSON.stringify(['is-one-of', comparison.values, ignoreCase]) };
      return comparison.values.some((value) => value.trim() === '') ? { kind: 'all', of: [] } : same;
    }
    case 'does-not-contain':
      return literal({ ask: 'contains', value: comparison.value, ignoreCase }, !wanted);
    case 'contains':
    case 'starts-with':
    case 'ends-with':
      return literal({ ask: comparison.operator, value: comparison.value, ignoreCase }, wanted);
    case 'greater':
    case 'after':
      return literal({ ask: 'above', value: comparison.value }, wanted);
    case 'less':
    case 'before':
      return literal({ ask: 'below', value: comparison.value }, wanted);
    case 'greater-or-equal':
      return literal({ ask: 'at-least', value: comparison.value }, wanted);
    case 'less-or-equal':
      return literal({ ask: 'at-most', value: comparison.value }, wanted);
    case 'between':
      return both(
        'all',
        literal({ ask: 'at-least', value: comparison.low }, wanted),
        literal({ ask: 'at-most', value: comparison.high }, wanted),
      );
    case 'matches':
      return literal({ ask: 'other' }, wanted);
    case 'within-last':
    case 'changed-within':
      return literal({ ask: 'other' }, wanted, false);
  }
}

function opposite(kind: 'all' | 'any'): 'all' | 'any' {
  return kind === 'all' ? 'any' : 'all';
}

export function isNumeric(type: FieldType): boolean {
  return type === 'number' || type === 'currency';
}

export function isDated(type: FieldType): boolean {
  return type === 'date' || type === 'date-time';
}
