import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Comparison, type Condition, ConditionGroup } from './condition.ts';
import { toFormula } from './condition-formula.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { type FieldType, fieldTypes } from './field-catalogue.ts';
import { maybeMet, newSearchBudget } from './satisfiable.ts';

const timeZone = 'Europe/Bratislava';
type Rest = Omit<Comparison, 'kind' | 'left'> & Record<string, unknown>;
const X = { from: 'event', field: 'X' } as const;
const comparison = (rest: object) => ({ kind: 'comparison', left: X, ...rest });
const group = (match: string, ...conditions: unknown[]) => ConditionGroup.parse({ kind: 'group', match, conditions });

function canBeMet(condition: Condition, type: FieldType): boolean {
  const formula = toFormula(condition, true, { typeOf: () => type, timeZone });
  return maybeMet([formula], timeZone, newSearchBudget());
}

describe('conditions that nothing can meet are seen', () => {
  test.each<[FieldType, Rest, Rest]>([
    ['text', { operator: 'equals', value: 'Open' }, { operator: 'equals', value: 'Closed' }],
    ['text', { operator: 'equals', value: 'Open' }, { operator: 'not-equals', value: ' Open' }],
    ['text', { operator: 'is-empty' }, { operator: 'equals', value: 'Open' }],
    ['text', { operator: 'is-one-of', values: ['Low', 'High'] }, { operator: 'equals', value: 'Medium' }],
    [
      'text',
      { operator: 'is-one-of', values: ['Low', 'High'] },
      { operator: 'is-not-one-of', values: ['High', 'Low'] },
    ],
    ['text', { operator: 'equals', value: 'A long one' }, { operator: 'contains', value: 'short' }],
    ['text', { operator: 'equals', value: 'A long one' }, { operator: 'does-not-contain', value: 'long' }],
    ['text', { operator: 'starts-with', value: 'SK-' }, { operator: 'starts-with', value: 'CZ-' }],
    ['text', { operator: 'matches', value: '^a' }, { operator: 'is-empty' }],
    ['email', { operator: 'equals', value: 'Ana@example.com' }, { operator: 'not-equals', value: 'ana@example.com' }],
    ['id', { operator: 'equals', value: '00558000001N0Ke' }, { operator: 'not-equals', value: '00558000001N0KeAAK' }],
    ['boolean', { operator: 'is-true' }, { operator: 'is-false' }],
    ['boolean', { operator: 'is-true' }, { operator: 'equals', value: 'false' }],
    ['number', { operator: 'greater', value: '10' }, { operator: 'less', value: '10' }],
    ['number', { operator: 'equals', value: '10' }, { operator: 'between', low: '11', high: '20' }],
    ['number', { operator: 'equals', value: '10.0' }, { operator: 'is-not-one-of', values: ['10', '11'] }],
    ['currency', { operator: 'greater-or-equal', value: '5' }, { operator: 'less', value: '5' }],
    ['date', { operator: 'after', value: '2026-03-01' }, { operator: 'before', value: '2026-03-01' }],
    ['date', { operator: 'between', low: '2026-03-05', high: '2026-03-01' }, { operator: 'is-not-empty' }],
    ['date-time', { operator: 'equals', value: '2026-03-01' }, { operator: 'equals', value: '2026-03-02' }],
    ['multi-select', { operator: 'contains', value: 'Red' }, { operator: 'is-empty' }],
  ])('%s: %j and %j', (type, one, other) => {
    expect(canBeMet(group('all', comparison(one), comparison(other)), type)).toBe(false);
    expect(canBeMet(group('any', comparison(one), comparison(other)), type)).toBe(true);
  });
});

/** Few values, near to each other: so that random conditions meet. */
const words = ['', ' ', 'Open', ' Open', 'Op', 'n', 'true', 'FALSE'];
const numbers = ['', '5', '5.0', '6', '1e1', 'x'];
const dates = ['', '2026-03-01', '2026-03-02', '2026-03-01T12:00:00Z', '2026-03-01T23:30:00Z', 'x'];
const valuesOf: Record<FieldType, readonly string[]> = {
  text: [...words, '5', '2026-03-01'],
  boolean: words,
  email: ['', 'a@B.c', 'A@b.c ', '@b', 'c@d.e'],
  phone: ['', '+1 (2) 3', '+123', '+124', '(2)'],
  id: ['', '00558000001N0Ke', '00558000001N0KeAAK', '00558000001n0Ke', 'N0Ke'],
  reference: ['', '00558000001N0Ke', '00558000001N0KeAAK', '00558000001n0Ke', 'N0Ke'],
  number: numbers,
  currency: numbers,
  date: dates,
  'date-time': dates,
  'multi-select': ['', 'A;B', 'B', 'a', ';', 'A;C'],
};
const textOperators = ['equals', 'not-equals', 'contains', 'does-not-contain', 'starts-with', 'ends-with'] as const;
const orderings = ['greater', 'greater-or-equal', 'less', 'less-or-equal', 'before', 'after'] as const;

function aCondition(type: FieldType) {
  const value = fc.constantFrom(...valuesOf[type]);
  const ignoreCase = fc.constantFrom(undefined, true);
  const aComparison = fc.oneof(
    fc.record({ operator: fc.constantFrom('is-empty', 'is-not-empty', 'is-true', 'is-false') }),
    fc.record({ operator: fc.constantFrom(...textOperators), value, ignoreCase }),
    fc.record({ operator: fc.constantFrom(...orderings), value }),
    fc.record({ operator: fc.constant('between'), low: value, high: value }),
    fc.record({
      operator: fc.constantFrom('is-one-of', 'is-not-one-of'),
      values: fc.array(value, { minLength: 1, maxLength: 2 }),
      ignoreCase,
    }),
  );
  return fc.letrec<{ condition: object }>((tie) => ({
    condition: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      aComparison.map(comparison),
      fc.record({
        kind: fc.constant('group'),
        match: fc.constantFrom('all', 'any', 'none'),
        conditions: fc.array(tie('condition'), { maxLength: 3 }),
      }),
    ),
  })).condition;
}

test.each(fieldTypes)('what some %s meets is never called impossible, nor is its opposite', (type) => {
  const reading = { typeOf: () => type, timeZone };
  fc.assert(
    fc.property(fc.array(aCondition(type), { minLength: 2, maxLength: 4 }), (conditions) => {
      const all = group('all', ...conditions);
      const found = valuesOf[type].map((text) => {
        const now = new Date('2026-03-01T12:00:00Z');
        const fields = { event: { X: text }, steps: {}, now, timeZone, fieldTypes: new Map([['X', type]]) };
        return evaluateCondition(all, fields).met;
      });
      if (found.includes(true)) expect(canBeMet(all, type)).toBe(true);
      const opposite = toFormula(all, false, reading);
      if (found.includes(false)) expect(maybeMet([opposite], timeZone, newSearchBudget())).toBe(true);
    }),
    { numRuns: 200 },
  );
});

test('a phone number may end with two writings of the same digits', () => {
  const ends = (value: string) => comparison({ operator: 'ends-with', value });
  expect(canBeMet(group('all', ends('+123'), ends('+1 (2) 3')), 'phone')).toBe(true);
});

test('a space in front is not seen by “equals”, but by “starts with”', () => {
  const begins = group('none', comparison({ operator: 'starts-with', value: 'Op' }));
  expect(canBeMet(group('all', comparison({ operator: 'equals', value: 'Open' }), begins), 'text')).toBe(true);
});

test('the search is given up, and ends, where there is too much to try', () => {
  const choice = (n: number) =>
    group('any', ...Array.from({ length: 30 }, (_, m) => comparison({ left: { from: 'event', field: `F${m}` }, operator: 'equals', value: `${n}` }))); // biome-ignore format: long
  const budget = newSearchBudget();
  const all = group('all', ...Array.from({ length: 30 }, (_, n) => choice(n)));
  const formula = toFormula(all, true, { typeOf: () => 'text', timeZone });
  const contradiction = group('all', comparison({ operator: 'is-true' }), comparison({ operator: 'is-false' }));
  expect(
    maybeMet([formula, toFormula(contradiction, true, { typeOf: () => 'text', timeZone })], timeZone, budget),
  ).toBe(false);
  expect(maybeMet([formula, formula], timeZone, budget)).toBe(true);
});
