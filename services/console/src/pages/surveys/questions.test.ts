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
    { name: 'csat', title: 'C’était comment ?' },
    { name: 'why', title: 'why' },
  ]);
});

test('a definition without pages has its questions too', () => {
  expect(questionsOf({ elements: [{ type: 'text', name: 'q', title: 'Q?' }] }, 'en')).toEqual([
    { name: 'q', title: 'Q?' },
  ]);
});

test('what is no definition has no questions', () => {
  expect(questionsOf(null, 'en')).toEqual([]);
});

test('answers of several values are read in one line', () => {
  expect(answerText(['a', 'b'])).toBe('a, b');
  expect(answerText({ speed: 4, tone: 'kind' })).toBe('speed: 4, tone: kind');
  expect(answerText(0)).toBe('0');
  expect(answerText(null)).toBe('');
});
