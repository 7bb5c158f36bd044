import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addableKinds, newElement } from './new-element.ts';
import {
  duplicateElement,
  elementsOf,
  type Json,
  moveElement,
  namesIn,
  pagesOf,
  placeOf,
  renameElement,
  stepElement,
} from './survey-document.ts';
import { itemsOf, languagesIn, readText, withItems, writeText } from './survey-texts.ts';
import { parseCondition, simpleOperators, takesValue, writeCondition } from './visible-if.ts';

const survey = (...pages: string[][]): Json => ({
  pages: pages.map((names, index) => ({ name: `p${index}`, elements: names.map((name) => ({ type: 'text', name })) })),
});
const order = (definition: Json | null) =>
  definition && pagesOf(definition).map((page) => elementsOf(page).map(({ name }) => name));

test('a question steps over the border of its page, and not past the ends', () => {
  const definition = survey(['a', 'b'], ['c']);
  expect(order(stepElement(definition, { page: 0, index: 0 }, 1))).toEqual([['b', 'a'], ['c']]);
  expect(order(stepElement(definition, { page: 0, index: 1 }, 1))).toEqual([['a'], ['b', 'c']]);
  expect(order(stepElement(definition, { page: 1, index: 0 }, -1))).toEqual([['a', 'b', 'c'], []]);
  expect(stepElement(definition, { page: 0, index: 0 }, -1)).toBe(null);
  expect(stepElement(definition, { page: 1, index: 0 }, 1)).toBe(null);
});

test('moving loses no question and doubles none', () => {
  const place = fc.record({ page: fc.nat(1), index: fc.nat(3) });
  fc.assert(
    fc.property(place, place, (from, to) => {
      const before = survey(['a', 'b', 'c'], ['d', 'e']);
      const after = moveElement(before, from, to);
      expect(namesIn(after).sort()).toEqual(namesIn(before).sort());
    }),
  );
});

test('a copy has a name of its own, and so has what is inside of it', () => {
  const group = { type: 'panel', name: 'group', elements: [{ type: 'text', name: 'inner' }] };
  const { definition, name } = duplicateElement({ pages: [{ name: 'p', elements: [group] }] }, { page: 0, index: 0 });
  expect(name).toBe('group_2');
  expect(namesIn(definition)).toEqual(['p', 'group', 'inner', 'group_2', 'inner_2']);
});

test('a new name is written into the conditions that read the old one, and nowhere else', () => {
  const elements = [
    { type: 'rating', name: 'csat' },
    {
      type: 'comment',
      name: 'why',
      title: '{csat}',
      visibleIf: '{csat} < 3 or {csat-Comment} notempty or {csat2} = 1',
    },
  ];
  const renamed = renameElement({ pages: [{ elements }] }, { page: 0, index: 0 }, 'score');
  expect(elementsOf(pagesOf(renamed)[0])).toEqual([
    { type: 'rating', name: 'score' },
    {
      type: 'comment',
      name: 'why',
      title: '{csat}',
      visibleIf: '{score} < 3 or {score-Comment} notempty or {csat2} = 1',
    },
  ]);
  expect(placeOf(renamed, 'score')).toEqual({ page: 0, index: 0 });
});

test('each kind of element that can be added has a name of its own', () => {
  const words = { npsTitle: 'N', npsLow: 'l', npsHigh: 'h', choice: String, row: String };
  let definition = survey([]);
  for (const kind of [...addableKinds, ...addableKinds]) {
    definition = {
      pages: [{ elements: [...elementsOf(pagesOf(definition)[0]), newElement(definition, kind, words)] }],
    };
  }
  const names = namesIn(definition);
  expect(new Set(names).size).toBe(names.length);
});

test('a text stays plain until it is written in a second language, and is plain again without it', () => {
  expect(writeText(undefined, 'default', 'Hello')).toBe('Hello');
  const both = writeText('Hello', 'fr', 'Bonjour');
  expect(both).toEqual({ default: 'Hello', fr: 'Bonjour' });
  expect([readText(both, 'fr'), readText(both, 'de')]).toEqual(['Bonjour', '']);
  expect(writeText(both, 'fr', '')).toBe('Hello');
  expect(writeText('Hello', 'default', '')).toBe(undefined);
  expect(languagesIn({ title: both, pages: [{ elements: [{ description: { de: 'Hallo' } }] }] })).toEqual(['de', 'fr']);
});

test('choices that were not touched stay as they stood, numbers too', () => {
  const before = [1, 'two', { value: 'three', text: 'Three', visibleIf: '{a} = 1' }];
  expect(withItems(before, itemsOf(before))).toEqual(before);
  expect(withItems(before, [{ value: 'two', text: 'Two' }])).toEqual([{ value: 'two', text: 'Two' }]);
});

test('every condition of the plain form is read back as it was written', () => {
  const conditions = fc.record({
    question: fc.stringMatching(/^[a-z_]{1,10}$/),
    operator: fc.constantFrom(...simpleOperators),
    value: fc.string({ maxLength: 20 }),
  });
  fc.assert(
    fc.property(conditions, (condition) => {
      const value = takesValue(condition.operator) ? condition.value : '';
      expect(parseCondition(writeCondition(condition))).toEqual({ ...condition, value });
    }),
  );
});

test.each(['{a} = 1 and {b} = 2', 'age({a}) > 3', '', '{a'])(
  'a condition that the form cannot show stays text: %j',
  (text) => {
    expect(parseCondition(text)).toBe(null);
  },
);
