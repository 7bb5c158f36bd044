import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConditionGroup } from './condition.ts';
import { type CaseComparison, caseDefaults, conditionCases } from './condition-cases.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { type FieldType, fieldTypes } from './field-catalogue.ts';
import { compareNumbers } from './typed-value.ts';

interface Asked {
  type: FieldType;
  field: string | null;
  comparison: CaseComparison;
  now?: string;
  timeZone?: string;
}

function isMet({ type, field, comparison, now = caseDefaults.now, timeZone = caseDefaults.timeZone }: Asked): boolean {
  const left = { from: 'event', field: 'X' };
  const group = ConditionGroup.parse({
    kind: 'group',
    match: 'all',
    conditions: [{ kind: 'comparison', left, ...comparison }],
  });
  const event: Record<string, string | null> = field === null ? {} : { X: field };
  const fields = new Map([['X', type]]);
  return evaluateCondition(group, { event, steps: {}, fieldTypes: fields, now: new Date(now), timeZone }).met;
}

describe.each(conditionCases)('$topic', ({ cases }) => {
  test.each(cases)('$type $field $comparison → $met: $why', (each) => {
    expect(isMet(each)).toBe(each.met);
  });
});

test('every type of field has its cases', () => {
  const tried = new Set(conditionCases.flatMap(({ cases }) => cases.map(({ type }) => type)));
  expect(fieldTypes.filter((type) => !tried.has(type))).toEqual([]);
});

const digits = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n });

test('numbers are ordered exactly, whatever their size', () => {
  fc.assert(
    fc.property(digits, digits, (one, other) => {
      const found = compareNumbers(`${one}.0`, String(other));
      expect(Math.sign(found ?? Number.NaN)).toBe(one < other ? -1 : one > other ? 1 : 0);
    }),
  );
});

test('a number equals itself however many zeros and exponents it is written with', () => {
  fc.assert(
    fc.property(digits, fc.integer({ min: 0, max: 30 }), (number, zeros) => {
      const longer = `${number}${'0'.repeat(zeros)}e-${zeros}`;
      expect(isMet({ type: 'number', field: longer, comparison: { operator: 'equals', value: String(number) } })).toBe(
        true,
      );
    }),
  );
});

const zones = ['Europe/Bratislava', 'Africa/Cairo', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Apia', 'UTC'];

test('every instant lies on exactly one day, in every zone and on days that the clocks change', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('2020-01-01'), max: new Date('2030-01-01'), noInvalidDate: true }),
      fc.constantFrom(...zones),
      (instant, timeZone) => {
        const field = instant.toISOString();
        const days = [-2, -1, 0, 1, 2].map((shift) =>
          new Date(instant.getTime() + shift * 86_400_000).toISOString().slice(0, 10),
        );
        const found = days.filter((value) =>
          isMet({ type: 'date-time', field, comparison: { operator: 'equals', value }, timeZone }),
        );
        expect(found).toHaveLength(1);
      },
    ),
  );
});
