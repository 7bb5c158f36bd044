import { explainedErrors, rejectionReasons } from '@canvass/domain';
import { describe, expect, test } from 'vitest';
import openApi from '../api/openapi.gen.json' with { type: 'json' };
import { en } from './en.ts';
import { fr } from './fr.ts';
import { preferredLanguage } from './languages.ts';
import { pluralIn } from './plural.ts';

test('every error code of the API is told in French', () => {
  expect(Object.keys(fr.failures).sort()).toEqual([...openApi.components.schemas.Problem.properties.code.enum].sort());
});

test('every cause that the API tells is told in French', () => {
  const explained = explainedErrors.filter(({ explanation }) => explanation !== null).map(({ code }) => code);
  expect(explained.filter((code) => fr.causes[code] === undefined)).toEqual([]);
});

test('every mistake of a survey is told in French', () => {
  const { code } = openApi.components.schemas.SurveyProblem.properties;
  expect(Object.keys(fr.surveyProblems).sort()).toEqual([...code.enum].sort());
});

test('everything that the audit log tells of has its words, and nothing else', () => {
  const { parameters } = openApi.paths['/audit-log'].get;
  const action = parameters.find(({ name }) => name === 'action');
  const told = String(action?.schema.description).match(/[a-z-]+\.[a-z-]+/g) ?? [];
  expect(Object.keys(en.auditLog.actions).sort()).toEqual(told.toSorted());
});

test('what a text of one language is given to tell, the other tells too', () => {
  const french = new Map(functionsOf(fr).map(([path, words]) => [path, factsIn(words)]));
  const different = functionsOf(en).filter(([path, words]) => french.get(path) !== factsIn(words));
  expect(different.map(([path, words]) => `${path}: ${factsIn(words)} / ${french.get(path)}`)).toEqual([]);
});

test('every mistake of a workflow is told in French', () => {
  const { code } = openApi.components.schemas.DefinitionProblem.properties;
  const told = code.enum.filter((each) => each !== 'incomplete'); // the builder names the field that is missing
  expect(Object.keys(fr.workflowProblems).sort()).toEqual(told.sort());
});

test('every reason of a rejection has its words, and no other', () => {
  expect(Object.keys(en.rejections.reasons).sort()).toEqual(Object.keys(rejectionReasons).sort());
});

describe.each([
  ['English', en],
  ['French', fr],
])('%s', (_language, catalogue) => {
  test('has no empty text', () => {
    expect(textsOf(catalogue).filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  test('uses typographic apostrophes', () => {
    expect(textsOf(catalogue).filter(([, text]) => /\p{L}'\p{L}/u.test(text))).toEqual([]);
  });
});

test('French sentences are not left in English', () => {
  const english = new Map(textsOf(en));
  const same = textsOf(fr).filter(([path, text]) => text.includes(' ') && english.get(path) === text);
  expect(same.map(([path]) => path)).toEqual(['settings.apiKeys.emptyExample']); // a command line
});

test('zero is plural in English and singular in French', () => {
  const forms = { one: '# run', other: '# runs' };
  expect(pluralIn('en')(0, forms)).toBe('0 runs');
  expect(pluralIn('fr')(0, forms)).toBe('0 run');
});

test('the first language of the browser that we have is taken', () => {
  expect(preferredLanguage(['de-DE', 'fr-CA', 'en'])).toBe('fr');
  expect(preferredLanguage(['ja'])).toBe('en');
});

type Words = (...facts: unknown[]) => unknown;

function functionsOf(value: unknown, path = ''): [string, Words][] {
  if (isWords(value)) return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => functionsOf(child, path === '' ? key : `${path}.${key}`));
}

function isWords(value: unknown): value is Words {
  return typeof value === 'function';
}

/** Which of its arguments a text shows, each told by a number; those that take an object tell nothing here. */
function factsIn(words: Words): string {
  const given = [71_001, 71_002, 71_003, 71_004];
  let text: unknown;
  try {
    text = words(...given);
  } catch {
    return 'takes an object';
  }
  const digits = String(text).replaceAll(/(?<=\d)[\s.,](?=\d)/g, '');
  return given.filter((each) => digits.includes(String(each))).join(' ');
}

function textsOf(value: unknown, path = ''): [string, string][] {
  if (typeof value === 'string') return [[path, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, child]) => textsOf(child, path === '' ? key : `${path}.${key}`));
}
