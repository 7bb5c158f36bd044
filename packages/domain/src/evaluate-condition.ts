import { type Actual, type Clock, holds } from './comparison.ts';
import type { Comparison, ConditionGroup, Operand } from './condition.ts';
import { comparisonWords, unmetWords } from './condition-words.ts';
import { type ContactFacts, contactFactType } from './contact-facts.ts';
import type { FieldTypes } from './field-catalogue.ts';
import { readOutput } from './typed-value.ts';

export interface ConditionInput {
  event: Readonly<Record<string, string | null>>;
  /** Step id → output of that step. */
  steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** The record's newest notification, where one came after the event; left out or null: the event is the newest. */
  latest?: Readonly<Record<string, string | null>> | null;
  /** The run's contact as it is now (see `contactFacts`); left out or null: there is none yet. */
  contact?: ContactFacts | null;
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

/** A condition with what it met: for people who ask why. */
export type ConditionTrace = ComparisonTrace | GroupTrace;

export interface ComparisonTrace {
  kind: 'comparison';
  comparison: Comparison;
  met: boolean;
  /** The value that it met; null = absent or empty. */
  saw: string | null;
}

export interface GroupTrace {
  kind: 'group';
  match: ConditionGroup['match'];
  met: boolean;
  conditions: ConditionTrace[];
}

/** Evaluates conditions; null and empty groups are always met. Never throws. */
export function evaluateCondition(group: ConditionGroup | null, input: ConditionInput): ConditionResult {
  return group === null ? met('there is no condition') : resultOfGroup(traceConditions(group, input));
}

/** Evaluates conditions and keeps what each comparison met. */
export function traceConditions({ match, conditions }: ConditionGroup, input: ConditionInput): GroupTrace {
  const traces = conditions.map((condition) =>
    condition.kind === 'group' ? traceConditions(condition, input) : traceComparison(condition, input),
  );
  return { kind: 'group', match, met: isGroupMet(match, traces), conditions: traces };
}

function traceComparison(comparison: Comparison, input: ConditionInput): ComparisonTrace {
  const actual = read(comparison.left, input);
  const clock: Clock = { now: input.now, timeZone: input.timeZone };
  return { kind: 'comparison', comparison, met: holds(comparison, actual, clock), saw: actual.text };
}

function isGroupMet(match: ConditionGroup['match'], traces: readonly ConditionTrace[]): boolean {
  if (traces.length === 0) return true;
  if (match === 'any') return traces.some((trace) => trace.met);
  return traces.every((trace) => trace.met === (match === 'all'));
}

function resultOf(trace: ConditionTrace): ConditionResult {
  if (trace.kind === 'group') return resultOfGroup(trace);
  const { comparison, saw } = trace;
  return trace.met ? met(comparisonWords(comparison)) : unmet(unmetWords(comparison, saw), comparison);
}

function resultOfGroup({ match, conditions }: GroupTrace): ConditionResult {
  if (conditions.length === 0) return met('there is no condition');
  const results = conditions.map((trace) => ({ trace, result: resultOf(trace) }));
  const firstMet = results.find(({ result }) => result.met);
  const firstUnmet = results.find(({ result }) => !result.met);
  switch (match) {
    case 'all':
      return firstUnmet?.result ?? met(joined(results.map(({ result }) => result.because)));
    case 'any':
      if (firstMet) return firstMet.result;
      return unmet(joined(results.map(({ result }) => result.because)), firstUnmet?.result.failedComparison ?? null);
    case 'none':
      if (!firstMet) return met(joined(results.map(({ result }) => result.because)));
      return unmet(
        `${firstMet.result.because}; wanted: not so`,
        firstMet.trace.kind === 'comparison' ? firstMet.trace.comparison : null,
      );
  }
}

/** Absent, null, empty and blank are one and the same: Salesforce leaves null fields out. */
function read(operand: Operand, input: ConditionInput): Actual {
  if (operand.from === 'event' || operand.from === 'latest') {
    const fields = operand.from === 'event' ? input.event : (input.latest ?? input.event);
    const text = own(fields, operand.field) ?? null;
    return { text: blankAsNull(text), type: input.fieldTypes.get(operand.field) ?? 'text' };
  }
  if (operand.from === 'contact') {
    const text = (input.contact == null ? null : own(input.contact, operand.field)) ?? null;
    return { text: blankAsNull(text), type: contactFactType(operand.field) };
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
