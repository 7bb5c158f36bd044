import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type Comparison,
  ConditionGroup,
  type ConditionGroup as Group,
  listOperators,
  unaryOperators,
  valueOperators,
} from './condition.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { type FieldType, fieldTypes } from './field-catalogue.ts';

const now = new Date('2026-03-10T12:00:00Z');
const base = { steps: {}, now, timeZone: 'Europe/Bratislava' };
const X = { from: 'event', field: 'X' } as const;
type Rest = Omit<Comparison, 'kind' | 'left'> & Record<string, unknown>;

/** Whether a comparison of field X, of this type and value, is met. */
function met(type: FieldType, value: string | null | undefined, rest: Rest): boolean {
  const group = ConditionGroup.parse({
    kind: 'group',
    match: 'all',
    conditions: [{ kind: 'comparison', left: X, ...rest }],
  });
  const event: Record<string, string | null> = value === undefined ? {} : { X: value };
  return evaluateCondition(group, { ...base, event, fieldTypes: new Map([['X', type]]) }).met;
}

describe('a comparison', () => {
  test.each<[FieldType, string | null, Rest, boolean]>([
    ['text', 'Open', { operator: 'equals', value: 'Open' }, true],
    ['text', 'open', { operator: 'equals', value: 'Open' }, false],
    ['text', 'open', { operator: 'equals', value: 'Open', ignoreCase: true }, true],
    ['text', '007', { operator: 'equals', value: '7' }, false],
    ['text', 'Open', { operator: 'not-equals', value: 'Open' }, false],
    ['text', 'A long subject', { operator: 'contains', value: 'long' }, true],
    ['text', 'A long subject', { operator: 'contains', value: 'LONG', ignoreCase: true }, true],
    ['text', 'A long subject', { operator: 'does-not-contain', value: 'short' }, true],
    ['text', 'Open case', { operator: 'starts-with', value: 'Open' }, true],
    ['text', 'Open case', { operator: 'ends-with', value: 'Open' }, false],
    ['text', 'SK-1234', { operator: 'matches', value: '^[A-Z]{2}-\\d{4}$' }, true],
    ['text', 'sk-1234', { operator: 'matches', value: '^[A-Z]{2}-\\d{4}$', ignoreCase: true }, true],
    ['text', 'text', { operator: 'matches', value: '[' }, false],
    ['text', '9', { operator: 'less', value: '10' }, true],
    ['text', 'High', { operator: 'is-one-of', values: ['Low', 'High'] }, true],
    ['text', 'High', { operator: 'is-not-one-of', values: ['Low', 'High'] }, false],
    ['number', '45000.0', { operator: 'equals', value: '45000' }, true],
    ['number', '9', { operator: 'greater', value: '10' }, false],
    ['currency', '10.50', { operator: 'greater-or-equal', value: '10.5' }, true],
    ['number', '-1', { operator: 'less', value: '0' }, true],
    ['number', '1e5', { operator: 'equals', value: '100000' }, true],
    ['number', '0x1F', { operator: 'equals', value: '31' }, false],
    ['number', 'many', { operator: 'greater', value: '0' }, false],
    ['number', '10', { operator: 'between', low: '10', high: '20' }, true],
    ['number', '20.01', { operator: 'between', low: '10', high: '20' }, false],
    ['boolean', 'true', { operator: 'is-true' }, true],
    ['boolean', 'false', { operator: 'is-false' }, true],
    ['boolean', 'TRUE', { operator: 'equals', value: 'true' }, true],
    ['boolean', null, { operator: 'is-false' }, false],
    ['multi-select', 'Red;Dark Blue', { operator: 'contains', value: 'Red' }, true],
    ['multi-select', 'Red;Dark Blue', { operator: 'contains', value: 'Blue' }, false],
    ['multi-select', 'Red;Dark Blue', { operator: 'equals', value: 'Dark Blue; Red' }, true],
    ['multi-select', 'Red;Dark Blue', { operator: 'equals', value: 'Red' }, false],
    ['multi-select', 'Red;Dark Blue', { operator: 'is-one-of', values: ['Green', 'Red'] }, true],
    ['multi-select', 'Red;Dark Blue', { operator: 'is-not-one-of', values: ['Green'] }, true],
    ['reference', '00558000001N0KeAAK', { operator: 'equals', value: '00558000001N0Ke' }, true],
    ['id', '00558000001N0Ke', { operator: 'is-one-of', values: ['00558000001N0KeAAK'] }, true],
    ['email', 'Ana@Example.com', { operator: 'equals', value: 'ana@example.com' }, true],
    ['email', 'Ana@Example.com', { operator: 'ends-with', value: '@example.com' }, true],
  ])('%s “%s” %j → %s', (type, value, rest, expected) => {
    expect(met(type, value, rest)).toBe(expected);
  });

  test.each<[FieldType, string, Rest, boolean]>([
    ['date', '2026-03-09', { operator: 'before', value: '2026-03-10' }, true],
    ['date', '2026-03-10', { operator: 'before', value: '2026-03-10' }, false],
    ['date', '2026-03-10', { operator: 'equals', value: '2026-03-10' }, true],
    ['date', '2026-03-10', { operator: 'between', low: '2026-03-10', high: '2026-03-10' }, true],
    // 23:30 UTC is the next day in Bratislava
    ['date-time', '2026-03-09T23:30:00Z', { operator: 'equals', value: '2026-03-10' }, true],
    ['date-time', '2026-03-09T23:30:00Z', { operator: 'after', value: '2026-03-09' }, true],
    ['date-time', '2026-03-09T22:30:00Z', { operator: 'after', value: '2026-03-09' }, false],
    ['date-time', '2026-03-09T23:30:00Z', { operator: 'before', value: '2026-03-10T00:31' }, true],
    ['date-time', '2026-03-09T23:30:00Z', { operator: 'equals', value: '2026-03-10T00:30:00+01:00' }, true],
    ['date-time', 'yesterday', { operator: 'before', value: '2026-03-10' }, false],
    ['date-time', '2026-03-10T11:00:00Z', { operator: 'within-last', amount: 1, unit: 'hours' }, true],
    ['date-time', '2026-03-10T10:59:59Z', { operator: 'within-last', amount: 1, unit: 'hours' }, false],
    ['date-time', '2026-03-10T12:00:01Z', { operator: 'within-last', amount: 1, unit: 'hours' }, false],
    ['date-time', '2026-03-10T12:00:01Z', { operator: 'changed-within', amount: 1, unit: 'hours' }, true],
    ['date-time', '2026-03-10T13:00:01Z', { operator: 'changed-within', amount: 1, unit: 'hours' }, false],
    ['date', '2026-03-08', { operator: 'within-last', amount: 2, unit: 'days' }, true],
    ['date', '2026-03-07', { operator: 'within-last', amount: 2, unit: 'days' }, false],
    ['date', '2026-03-11', { operator: 'within-last', amount: 2, unit: 'days' }, false],
    ['text', '2026-03-09T10:00:00Z', { operator: 'before', value: '2026-03-10' }, true],
  ])('%s “%s” %j → %s', (type, value, rest, expected) => {
    expect(met(type, value, rest)).toBe(expected);
  });

  test('a day that has 23 hours ends where the next begins', () => {
    // Clocks go forward on 2026-03-29 in Bratislava: the day ends at 22:00 UTC.
    expect(met('date-time', '2026-03-29T21:59:59Z', { operator: 'equals', value: '2026-03-29' })).toBe(true);
    expect(met('date-time', '2026-03-29T22:00:00Z', { operator: 'equals', value: '2026-03-29' })).toBe(false);
  });

  test.each([null, undefined, '', '   '])('absent, null, empty and blank are alike: %j', (value) => {
    for (const type of fieldTypes) {
      expect(met(type, value, { operator: 'is-empty' })).toBe(true);
      expect(met(type, value, { operator: 'is-not-empty' })).toBe(false);
      expect(met(type, value, { operator: 'equals', value: '' })).toBe(true);
      expect(met(type, value, { operator: 'not-equals', value: 'x' })).toBe(true);
      expect(met(type, value, { operator: 'is-not-one-of', values: ['x'] })).toBe(true);
      expect(met(type, value, { operator: 'does-not-contain', value: 'x' })).toBe(true);
      expect(met(type, value, { operator: 'less', value: '5' })).toBe(false);
      expect(met(type, value, { operator: 'matches', value: '.*' })).toBe(false);
    }
  });
});

const is = (operator: 'is-true' | 'is-false', field: string): Comparison => ({
  kind: 'comparison',
  operator,
  left: { from: 'event', field },
});
const group = (match: Group['match'], ...conditions: Group['conditions']): Group => ({
  kind: 'group',
  match,
  conditions,
});
const yes = { ...base, event: { A: 'true', B: 'false' }, fieldTypes: new Map<string, FieldType>() };

describe('a group', () => {
  test('no condition and an empty group are always met', () => {
    expect(evaluateCondition(null, yes).met).toBe(true);
    for (const match of ['all', 'any', 'none'] as const) expect(evaluateCondition(group(match), yes).met).toBe(true);
  });

  test('all, any and none mean what they say, nested too', () => {
    const [a, b] = [is('is-true', 'A'), is('is-true', 'B')];
    expect(evaluateCondition(group('all', a, b), yes).met).toBe(false);
    expect(evaluateCondition(group('any', a, b), yes).met).toBe(true);
    expect(evaluateCondition(group('none', a, b), yes).met).toBe(false);
    expect(evaluateCondition(group('none', b), yes).met).toBe(true);
    expect(evaluateCondition(group('all', a, group('none', b, group('all', a, b))), yes).met).toBe(true);
  });

  test('the first comparison that was not met is told in words and as data', () => {
    const b = is('is-true', 'B');
    expect(evaluateCondition(group('all', is('is-true', 'A'), b), yes)).toEqual({
      met: false,
      failed: 'B is “false”; wanted: is true',
      failedComparison: b,
      because: 'B is “false”; wanted: is true',
    });
    expect(evaluateCondition(group('any', b, is('is-true', 'C')), yes).failed).toBe(
      'B is “false”; wanted: is true; C is empty; wanted: is true',
    );
    expect(evaluateCondition(group('none', is('is-true', 'A')), yes).failed).toBe('A is true; wanted: not so');
    expect(evaluateCondition(group('all', is('is-true', 'A')), yes)).toMatchObject({
      failed: null,
      because: 'A is true',
    });
  });
});

test('outputs of earlier steps are compared by what they are', () => {
  const steps = { person: { outcome: 'created', changed: ['email', 'phone'], count: 3, done: true } };
  const compare = (output: string, rest: Rest) =>
    evaluateCondition(
      ConditionGroup.parse({
        kind: 'group',
        match: 'all',
        conditions: [{ kind: 'comparison', left: { from: 'step', step: 'person', output }, ...rest }],
      }),
      { ...base, event: {}, steps, fieldTypes: new Map() },
    ).met;
  expect(compare('outcome', { operator: 'equals', value: 'created' })).toBe(true);
  expect(compare('changed', { operator: 'contains', value: 'phone' })).toBe(true);
  expect(compare('changed', { operator: 'contains', value: 'pho' })).toBe(false);
  expect(compare('count', { operator: 'greater', value: '2' })).toBe(true);
  expect(compare('done', { operator: 'is-true' })).toBe(true);
  expect(compare('constructor', { operator: 'is-empty' })).toBe(true);
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '1',
    '-0.5',
    '2026-03-10',
    '2026-13-45',
    '2026-03-10T25:00',
    'true',
    'A;B',
    '(a+)+$',
    '9'.repeat(400),
  ),
);
const left = fc.constant(X);
const anyComparison: fc.Arbitrary<Comparison> = fc.oneof(
  fc.record({ kind: fc.constant('comparison' as const), operator: fc.constantFrom(...unaryOperators), left }),
  fc.record({
    kind: fc.constant('comparison' as const),
    operator: fc.constantFrom(...valueOperators),
    left,
    value: anyText,
    ignoreCase: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('comparison' as const),
    operator: fc.constant('between' as const),
    left,
    low: anyText,
    high: anyText,
  }),
  fc.record({
    kind: fc.constant('comparison' as const),
    operator: fc.constantFrom(...listOperators),
    left,
    values: fc.array(anyText, { minLength: 1 }),
  }),
  fc.record({
    kind: fc.constant('comparison' as const),
    operator: fc.constantFrom('within-last' as const, 'changed-within' as const),
    left,
    amount: fc.integer({ min: 1, max: 10_000 }),
    unit: fc.constantFrom('minutes' as const, 'hours' as const, 'days' as const),
  }),
);

test('whatever the comparison and the value, there is an answer, and words when it is no', () => {
  fc.assert(
    fc.property(anyComparison, fc.option(anyText), fc.constantFrom(...fieldTypes), (comparison, value, type) => {
      const input = { ...base, event: { X: value }, fieldTypes: new Map([['X', type]]) };
      const answer = evaluateCondition(group('all', comparison), input);
      expect(answer.failed === null).toBe(answer.met);
      expect(evaluateCondition(group('none', comparison), input).met).toBe(!answer.met);
    }),
    { numRuns: 2000 },
  );
});

test('exactly one of less, equal and greater holds between two numbers', () => {
  fc.assert(
    fc.property(
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
      fc.double({ noNaN: true, min: -1e12, max: 1e12 }),
      (one, other) => {
        const holding = (['less', 'equals', 'greater'] as const).filter((operator) =>
          met('number', String(one), { operator, value: String(other) }),
        );
        expect(holding).toHaveLength(1);
      },
    ),
  );
});

test('a regular expression that would take others forever is answered at once', () => {
  const startedAt = performance.now();
  expect(met('text', `${'a'.repeat(19_000)}!`, { operator: 'matches', value: '^(a+)+$' })).toBe(false);
  expect(met('text', 'ab'.repeat(9_000), { operator: 'matches', value: '([ab]?){1000}[cd]' })).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(2_000);
});

test('a text too long to be searched never matches, not even by its beginning', () => {
  expect(met('text', 'a'.repeat(20_000), { operator: 'matches', value: '^a+$' })).toBe(true);
  expect(met('text', `${'a'.repeat(20_000)}!`, { operator: 'matches', value: '^a+$' })).toBe(false);
});
