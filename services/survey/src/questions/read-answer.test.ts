import fc from 'fast-check';
import { Model, type Question, type SurveyModel } from 'survey-core';
import { describe, expect, test } from 'vitest';
import { parseForm } from '../respond/posted-form.ts';
import { en } from '../words/en.ts';
import { fieldNames } from './fields.ts';
import { readAnswer } from './read-answer.ts';

function aModel(json: object): SurveyModel {
  return new Model({ elements: [{ name: 'q', ...json }] });
}

function aQuestion(json: object): Question {
  return aModel(json).getQuestionByName('q');
}

function read(question: Question, fields: [string, string][]): { value: unknown; problem: string | null } {
  const problem = readAnswer(question, parseForm(new URLSearchParams(fields).toString()), en);
  return { value: question.isEmpty() ? undefined : JSON.parse(JSON.stringify(question.value)), problem };
}

describe('text', () => {
  test.each([
    ['number', ' 3,5 ', 3.5],
    ['number', '-0012', -12],
    ['date', '2026-02-28', '2026-02-28'],
    ['time', '23:59', '23:59'],
    ['month', '2026-02', '2026-02'],
    ['week', '2026-W07', '2026-W07'],
    ['text', ' 007 ', '007'],
  ])('of type %s takes “%s”', (inputType, posted, value) => {
    expect(read(aQuestion({ type: 'text', inputType }), [['a:q', posted]])).toEqual({ value, problem: null });
  });

  test.each([
    ['number', 'three', en.notANumber],
    ['number', '1e999', en.notANumber],
    ['date', '2026-02-31', en.notADate],
    ['date', 'yesterday', en.notADate],
    ['time', '24:61', en.notADate],
    ['text', 'x'.repeat(2001), en.tooLong(2000)],
  ])('of type %s refuses “%.12s”', (inputType, posted, problem) => {
    expect(read(aQuestion({ type: 'text', inputType }), [['a:q', posted]]).problem).toBe(problem);
  });

  test('emptied again is no answer', () => {
    const question = aQuestion({ type: 'text' });
    question.value = 'before';
    expect(read(question, [['a:q', '  ']]).value).toBeUndefined();
  });
});

describe('choices', () => {
  const choices = ['a', { value: 2, text: 'two' }, { value: 'null', text: 'none' }];

  test('come back with the type of the value that was offered', () => {
    expect(read(aQuestion({ type: 'radiogroup', choices }), [['a:q', '2']]).value).toBe(2);
    const fields: [string, string][] = [
      ['a:q', '2'],
      ['a:q', 'a'],
      ['a:q', 'evil'],
    ];
    expect(read(aQuestion({ type: 'checkbox', choices }), fields).value).toEqual(['a', 2]);
  });

  test('“other” keeps its text beside the answer, as survey-core does', () => {
    const model = aModel({ type: 'radiogroup', choices, showOtherItem: true });
    const question = model.getQuestionByName('q');
    read(question, [
      ['a:q', 'other'],
      ['c:q', 'my own'],
    ]);
    expect(model.data).toEqual({ q: 'other', 'q-Comment': 'my own' });
    read(question, [
      ['a:q', 'a'],
      ['c:q', 'my own'],
    ]);
    expect(model.data).toEqual({ q: 'a' });
  });

  test('of a boolean are its own true and false values', () => {
    expect(read(aQuestion({ type: 'boolean', valueTrue: 'Y', valueFalse: 'N' }), [['a:q', 'false']]).value).toBe('N');
    expect(read(aQuestion({ type: 'boolean' }), [['a:q', 'maybe']]).value).toBeUndefined();
  });

  test('of a matrix are taken by row', () => {
    const matrix = aQuestion({ type: 'matrix', columns: [1, 2], rows: ['x', 'y'] });
    const fields: [string, string][] = [
      ['m:["q","x"]', '2'],
      ['m:["q","y"]', '9'],
      ['m:["q","z"]', '1'],
    ];
    expect(read(matrix, fields).value).toEqual({ x: 2 });
  });
});

const anyQuestion = fc.constantFrom<object>(
  { type: 'text' },
  { type: 'text', inputType: 'number' },
  { type: 'text', inputType: 'date' },
  { type: 'comment' },
  { type: 'radiogroup', choices: ['a', 2], showOtherItem: true },
  { type: 'dropdown', choices: ['a', 2] },
  { type: 'checkbox', choices: ['a', 2], showNoneItem: true },
  { type: 'rating', rateMin: 0, rateMax: 10 },
  { type: 'boolean' },
  { type: 'matrix', columns: [1, 2], rows: ['x', 'y'] },
);

test('whatever is posted, what is kept can be stored and is bounded', () => {
  const names = ['a:q', 'c:q', 'm:["q","x"]', 'a:other', '__proto__', 'constructor'];
  const fields = fc.array(fc.tuple(fc.constantFrom(...names), fc.string({ unit: 'binary', maxLength: 3000 })), {
    maxLength: 6,
  });
  fc.assert(
    fc.property(anyQuestion, fields, (json, posted) => {
      const model = aModel(json);
      read(model.getQuestionByName('q'), posted);
      const kept = JSON.stringify(model.data);
      return kept.length < 50_000 && !kept.includes('\\u0000') && kept.isWellFormed();
    }),
    { numRuns: 200 },
  );
});

test('a text comes back as it was typed, but for blanks around it', () => {
  const text = fc.string({ unit: 'grapheme', maxLength: 200 }).map((value) => value.replace(/[\0\uE000\uE001\r]/g, ''));
  fc.assert(
    fc.property(text, (typed) => {
      const question = aQuestion({ type: 'comment' });
      expect(read(question, [[fieldNames.answer(question), typed]]).value ?? '').toBe(typed.trim());
    }),
    { numRuns: 100 },
  );
});
