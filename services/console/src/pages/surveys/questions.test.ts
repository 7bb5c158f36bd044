import { expect, test } from 'vitest';
import { answerText, questionsOf } from './questions.ts';

const definition = {
  pages: [
    {
      name: 'first',
      elements: [{ type: 'rating', name: 'csat', title: { default: 'How was it?', fr: 'C’était comment ?' } }],
    },
    {
      name: 'second',
      elements: [
        { type: 'html', name: 'note', html: 'Thanks' },
        { type: 'panel', name: 'group', elements: [{ type: 'comment', name: 'why' }] },
      ],
    },
  ],
};

test('questions come in order, through pages and panels, in the reader’s language', () => {
  expect(questionsOf(definition, 'fr')).toEqual([
    { name: 'csat', title: 'C’était comment ?', labels: new Map() },
    { name: 'why', title: 'why', labels: new Map() },
  ]);
});

test('a definition without pages has its questions too', () => {
  expect(questionsOf({ elements: [{ type: 'text', name: 'q', title: 'Q?' }] }, 'en')).toEqual([
    { name: 'q', title: 'Q?', labels: new Map() },
  ]);
});

test('what is no definition has no questions', () => {
  expect(questionsOf(null, 'en')).toEqual([]);
});

test('an answer is told as the person read it, in the reader’s language', () => {
  const [solved, quality, again] = questionsOf(
    {
      elements: [
        {
          type: 'radiogroup',
          name: 'solved',
          choices: [{ value: 'no', text: { default: 'Not yet', fr: 'Pas encore' } }, 'other'],
        },
        {
          type: 'matrix',
          name: 'quality',
          rows: [{ value: 'speed', text: 'How fast' }],
          columns: [{ value: 3, text: 'Good' }],
        },
        { type: 'boolean', name: 'again', labelTrue: 'Gladly' },
      ],
    },
    'fr',
  );
  expect(answerText('no', solved?.labels)).toBe('Pas encore');
  expect(answerText(['no', 'other', 'gone since'], solved?.labels)).toBe('Pas encore, other, gone since');
  expect(answerText({ speed: 3 }, quality?.labels)).toBe('How fast: Good');
  expect(answerText(true, again?.labels)).toBe('Gladly');
});

test('answers of several values are read in one line', () => {
  expect(answerText(['a', 'b'])).toBe('a, b');
  expect(answerText({ speed: 4, tone: 'kind' })).toBe('speed: 4, tone: kind');
  expect(answerText(0)).toBe('0');
  expect(answerText(null)).toBe('');
});
