import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ConditionGroup, listOperators, unaryOperators, valueOperators } from './condition.ts';
import { type CaseComparison, caseDefaults, conditionCases } from './condition-cases.ts';
import { evaluateCondition } from './evaluate-condition.ts';
import { type FieldType, fieldTypes } from './field-catalogue.ts';
import { type GroupShape, groupCases, operandCases } from './operand-cases.ts';
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

test('every operator has its cases', () => {
  const tried = new Set(conditionCases.flatMap(({ cases }) => cases.map(({ comparison }) => comparison.operator)));
  const all = [
    ...unaryOperators,
    ...valueOperators,
    ...listOperators,
    'between',
    'within-last',
    'changed-within',
  ] as const;
  expect(all.filter((operator) => !tried.has(operator))).toEqual([]);
});

const moment = { now: new Date(caseDefaults.now), timeZone: caseDefaults.timeZone, fieldTypes: new Map() };

test.each(operandCases)('$left with $there: $comparison → $met: $why', ({ left, there, comparison, met }) => {
  const group = ConditionGroup.parse({
    kind: 'group',
    match: 'all',
    conditions: [{ kind: 'comparison', left, ...comparison }],
  });
  expect(evaluateCondition(group, { event: {}, steps: {}, ...there, ...moment }).met).toBe(met);
});

function groupOf({ match, of }: GroupShape): ConditionGroup {
  const conditions = of.map((each) =>
    typeof each === 'object'
      ? groupOf(each)
      : {
          kind: 'comparison' as const,
          operator: each ? ('is-empty' as const) : ('is-not-empty' as const),
          left: { from: 'event' as const, field: 'X' },
        },
  );
  return { kind: 'group', match, conditions };
}

test.each(groupCases)('$group → $met: $why', ({ group, met }) => {
  expect(evaluateCondition(groupOf(group), { event: {}, steps: {}, ...moment }).met).toBe(met);
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

const typedValue: Record<FieldType, fc.Arbitrary<string>> = {
  id: fc.stringMatching(/^[a-zA-Z0-9]{15}$/),
  reference: fc.stringMatching(/^[a-zA-Z0-9]{15}$/),
  text: fc.oneof(fc.string({ maxLength: 8 }), fc.constantFrom('a', 'A', ' a', 'é', 'e\u0301', '1', '2026-03-10')),
  number: fc.double({ noNaN: true, min: -1e9, max: 1e9 }).map(String),
  currency: fc.integer({ min: -10_000, max: 10_000 }).map((cents) => (cents / 100).toFixed(2)),
  date: fc
    .date({ min: new Date('2026-03-01'), max: new Date('2026-11-30'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10)),
  'date-time': fc
    .date({ min: new Date('2026-03-01'), max: new Date('2026-11-30'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  boolean: fc.constantFrom('true', 'false', 'TRUE'),
  'multi-select': fc
    .array(fc.constantFrom('Red', 'red', 'Dark Blue', 'Green'), { minLength: 1 })
    .map((items) => items.join(';')),
  email: fc.constantFrom('ana@example.com', 'Ana@Example.com', 'bob@example.org'),
  phone: fc.constantFrom('+12025550100', '+1 (202) 555-0100', '+421 900 000 000'),
};
const typed = fc.constantFrom(...fieldTypes);
/** A type, what the field brings (or nothing) and a value to compare it with, of that type or of another. */
const meeting = typed.chain((type) =>
  fc.record({
    type: fc.constant(type),
    field: fc.option(typedValue[type]),
    value: fc.oneof(
      typedValue[type],
      typed.chain((other) => typedValue[other]),
    ),
    ignoreCase: fc.boolean(),
    timeZone: fc.constantFrom(...zones),
  }),
);

test.each([
  ['equals', 'not-equals'],
  ['contains', 'does-not-contain'],
] as const)('“%s” and “%s” are opposites, whatever is compared', (is, isNot) => {
  fc.assert(
    fc.property(meeting, ({ value, ignoreCase, ...rest }) => {
      const asked = (operator: typeof is | typeof isNot) =>
        isMet({ ...rest, comparison: { operator, value, ignoreCase } });
      expect(asked(is)).toBe(!asked(isNot));
    }),
  );
});

test('“is one of” is met when “equals” is for one of the values, and “is not one of” otherwise', () => {
  fc.assert(
    fc.property(meeting, fc.array(typedValue.text, { maxLength: 3 }), ({ type, value, ...rest }, others) => {
      fc.pre(type !== 'multi-select'); // there one in common is enough, and “equals” wants them all
      const values = [value, ...others];
      const each = values.some((one) =>
        isMet({ type, ...rest, comparison: { operator: 'equals', value: one, ignoreCase: rest.ignoreCase } }),
      );
      const asked = (operator: 'is-one-of' | 'is-not-one-of') =>
        isMet({ type, ...rest, comparison: { operator, values, ignoreCase: rest.ignoreCase } });
      expect([asked('is-one-of'), asked('is-not-one-of')]).toEqual([each, !each]);
    }),
  );
});

test('“at least” is “greater” or the same, “at most” is “less” or the same, and “between” is both', () => {
  fc.assert(
    fc.property(meeting, ({ value, ignoreCase, ...rest }) => {
      const asked = (operator: 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal') =>
        isMet({ ...rest, comparison: { operator, value, ignoreCase } });
      const same = isMet({ ...rest, comparison: { operator: 'between', low: value, high: value, ignoreCase } });
      expect(asked('greater-or-equal')).toBe(asked('greater') || same);
      expect(asked('less-or-equal')).toBe(asked('less') || same);
      expect([asked('less'), same, asked('greater')].filter(Boolean).length).toBeLessThanOrEqual(1);
      expect(asked('less-or-equal') && asked('greater-or-equal')).toBe(same);
    }),
  );
});

test.each(['number', 'currency', 'date', 'date-time', 'email', 'phone'] as const)(
  'of two fields of type %s exactly one is less, equal or greater',
  (type) => {
    fc.assert(
      fc.property(typedValue[type], typedValue[type], fc.constantFrom(...zones), (field, value, timeZone) => {
        const holding = (['less', 'equals', 'greater'] as const).filter((operator) =>
          isMet({ type, field, comparison: { operator, value }, timeZone }),
        );
        expect(holding).toHaveLength(1);
      }),
    );
  },
);

test.each(['number', 'currency', 'date', 'date-time', 'email', 'phone'] as const)(
  'the order of type %s turns round with its sides, and carries over',
  (type) => {
    const less = (field: string, value: string) => isMet({ type, field, comparison: { operator: 'less', value } });
    fc.assert(
      fc.property(typedValue[type], typedValue[type], typedValue[type], (a, b, c) => {
        expect(less(a, b)).toBe(isMet({ type, field: b, comparison: { operator: 'greater', value: a } }));
        if (less(a, b) && less(b, c)) expect(less(a, c)).toBe(true);
      }),
    );
  },
);

/** Days on which the clocks of one of the zones change, and the days around them. */
const changing = fc
  .constantFrom('2026-03-08', '2026-03-29', '2026-04-24', '2026-10-25', '2026-10-29', '2026-11-01')
  .chain((day) =>
    fc.integer({ min: -36 * 60, max: 60 * 60 }).map((minutes) => new Date(Date.parse(day) + minutes * 60_000)),
  );

test('what is within the last N days is within the last N + 1, and never ahead, across changes of the clocks', () => {
  fc.assert(
    fc.property(
      changing,
      changing,
      fc.integer({ min: 1, max: 3 }),
      fc.constantFrom(...zones),
      (now, at, amount, timeZone) => {
        const within = (days: number) =>
          isMet({
            type: 'date-time',
            field: at.toISOString(),
            comparison: { operator: 'within-last', amount: days, unit: 'days' },
            now: now.toISOString(),
            timeZone,
          });
        if (within(amount)) expect(within(amount + 1)).toBe(true);
        if (at > now) expect(within(amount)).toBe(false);
        const hours = (now.getTime() - at.getTime()) / 3_600_000;
        if (hours >= 0 && hours <= 24 * amount - 1) expect(within(amount)).toBe(true);
        if (hours > 24 * amount + 1) expect(within(amount)).toBe(false);
      },
    ),
  );
});

test('hours are hours whatever the clocks do', () => {
  fc.assert(
    fc.property(
      changing,
      fc.integer({ min: 1, max: 72 }),
      fc.integer({ min: -1000, max: 1000 }),
      fc.constantFrom(...zones),
      (now, amount, seconds, timeZone) => {
        const at = new Date(now.getTime() - amount * 3_600_000 + seconds * 1000);
        const comparison = { operator: 'within-last' as const, amount, unit: 'hours' as const };
        const asked = { type: 'date-time' as const, field: at.toISOString(), comparison, now: now.toISOString() };
        expect(isMet({ ...asked, timeZone })).toBe(seconds >= 0);
      },
    ),
  );
});

test('an instant is before, on or after a day, one of the three, in every zone', () => {
  fc.assert(
    fc.property(changing, changing, fc.constantFrom(...zones), (at, day, timeZone) => {
      const value = day.toISOString().slice(0, 10);
      const holding = (['before', 'equals', 'after'] as const).filter((operator) =>
        isMet({ type: 'date-time', field: at.toISOString(), comparison: { operator, value }, timeZone }),
      );
      expect(holding).toHaveLength(1);
    }),
  );
});
