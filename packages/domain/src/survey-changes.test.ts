import { expect, test } from 'vitest';
import { surveyChanges } from './survey-changes.ts';

const question = (name: string, more: object = {}) => ({ type: 'text', name, title: `${name}?`, ...more });
const survey = (elements: object[], names: string[] = [], more: object = {}) => ({
  definition: { ...more, pages: [{ name: 'one', elements }] },
  flow: { embeddedData: names.map((name) => ({ name })) },
});
const [a, b, c] = [question('a'), question('b'), question('c')];
const brief = (changes: ReturnType<typeof surveyChanges>) =>
  changes.map(({ kind, subject, name, properties }) => [kind, subject, name, ...properties].join(' '));

test('two equal surveys differ in nothing, whatever the order of their properties', () => {
  expect(surveyChanges(survey([a, b]), survey([{ title: 'a?', name: 'a', type: 'text' }, b]))).toEqual([]);
});

test('removals come first, then what is new, then what is different', () => {
  const after = survey([{ ...b, isRequired: true, title: 'New?' }, c], ['Owner'], { title: 'Hello' });
  expect(brief(surveyChanges(survey([a, b], ['CaseNumber']), after))).toEqual([
    'removed question a',
    'removed embedded-data CaseNumber',
    'added question c',
    'added embedded-data Owner',
    'changed question b isRequired title',
    'changed text title',
  ]);
});

test('of questions in another order only those are called moved that have to move', () => {
  expect(brief(surveyChanges(survey([a, b, c]), survey([c, a, b])))).toEqual(['moved question c']);
});

test('a page put before the others moves none of their questions', () => {
  const before = survey([a, b]);
  const page = { name: 'zero', elements: [c] };
  const after = { ...before, definition: { pages: [page, ...before.definition.pages] } };
  expect(brief(surveyChanges(before, after))).toEqual(['added question c', 'added page zero']);
});

test('a question on another page has moved', () => {
  const pages = [
    { name: 'one', elements: [a, b] },
    { name: 'two', elements: [] as object[] },
  ];
  const before = { definition: { pages }, flow: { embeddedData: [] } };
  const after = {
    definition: {
      pages: [
        { name: 'one', elements: [a] },
        { name: 'two', elements: [b] },
      ],
    },
    flow: { embeddedData: [] },
  };
  expect(brief(surveyChanges(before, after))).toEqual(['moved question b']);
});
