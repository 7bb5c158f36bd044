import { type Actual, type Clock, holds } from './comparison.ts';
import type { Comparison, Condition, ConditionGroup, Operand } from './condition.ts';
import { comparisonWords, unmetWords } from './condition-words.ts';
import type { FieldTypes } from './field-catalogue.ts';
import { readOutput } from './typed-value.ts';

export interface ConditionInput {
  event: Readonly<Record<string, string | null>>;
  /** Step id → output of that step. */
  steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Fields that the catalogue doesn't know are text. */
  fieldTypes: FieldTypes;
  now: Date;
  timeZone: string;
}

export interface ConditionResult {
  met: boolean;
  /** The first unmet comparison in words; null when the conditions are met. */
  failed: string | null;
  /** The same as data. */
  failedComparison: Comparison | null;
  /** Why the answer is what it is, met or not, in words. */
  because: string;
}

/** Evaluates conditions; null and empty groups are always met. Never throws. */
export function evaluateCondition(group: ConditionGroup | null, input: ConditionInput): ConditionResult {
  if (group === null || group.conditions.length === 0) return met('there is no condition');
  const results = group.conditions.map((condition) => ({ condition, result: evaluate(condition, input) }));
  const firstMet = results.find(({ result }) => result.met);
  const firstUnmet = results.find(({ result }) => !result.met);
  switch (group.match) {
    case 'all':
      return firstUnmet?.result ?? met(joined(results.map(({ result }) => result.because)));
    case 'any':
      if (firstMet) return firstMet.result;
      return unmet(joined(results.map(({ result }) => result.because)), firstUnmet?.result.failedComparison ?? null);
    case 'none':
      if (!firstMet) return met(joined(results.map(({ result }) => result.because)));
      return unmet(
        `${firstMet.result.because}; wanted: not so`,
        firstMet.condition.kind === 'comparison' ? firstMet.condition : null,
      );
  }
}

function evaluate(condition: Condition, input: ConditionInput): ConditionResult {
  if (condition.kind === 'group') return evaluateCondition(condition, input);
  const actual = read(condition.left, input);
  const clock: Clock = { now: input.now, timeZone: input.timeZone };
  return holds(condition, actual, clock)
    ? met(comparisonWords(condition))
    : unmet(unmetWords(condition, actual.text), condition);
}

/** Absent, null, empty and blank are one and the same: Salesforce leaves null fields out. */
function read(operand: Operand, input: ConditionInput): Actual {
  if (operand.from === 'event') {
    const text = own(input.event, operand.field) ?? null;
    return { text: blankAsNull(text), type: input.fieldTypes.get(operand.field) ?? 'text' };
  }
  const outputs = own(input.steps, operand.step);
  const { text, type } = readOutput(outputs === undefined ? null : own(outputs, operand.output));
  return { text: blankAsNull(text), type };
}

function own<Value>(record: Readonly<Record<string, Value>>, name: string): Value | undefined {
  return Object.hasOwn(record, name) ? record[name] : undefined;
}

function blankAsNull(text: string | null): string | null {
  return text === null || text.trim() === '' ? null : text;
}

const maxWords = 1000;

function joined(words: readonly string[]): string {
  const text = words.join('; ');
  return text.length > maxWords ? `${text.slice(0, maxWords)}…` : text;
}

function met(because: string): ConditionResult {
  return { met: true, failed: null, failedComparison: null, because };
}

function unmet(failed: string, failedComparison: Comparison | null): ConditionResult {
  return { met: false, failed, failedComparison, because: failed };
}
