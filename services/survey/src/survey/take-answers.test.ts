import { expect, test } from 'vitest';
import { openSurvey } from './open-survey.ts';
import { prepareDefinition } from './prepared-definition.ts';
import { takeAnswers } from './take-answers.ts';

function post(definition: object, fields: Record<string, string>, state: { answers?: object; reached?: number } = {}) {
  const reached = state.reached ?? 0;
  const prepared = prepareDefinition(definition);
  const survey = openSurvey(prepared, { answers: { ...state.answers }, reached, languages: [], scope: {} });
  return { step: takeAnswers(survey, new URLSearchParams({ page: '0', go: 'next', ...fields }), reached), survey };
}

test('an answer is read whether the question that shows it stands before or after it', () => {
  const elements = [
    { type: 'text', name: 'detail', visibleIf: "{kind} = 'x'", isRequired: true },
    { type: 'text', name: 'kind' },
  ];
  const { step, survey } = post({ elements }, { shown: '0,1', 'a:detail': 'told', 'a:kind': 'x' });
  expect(step.kind).toBe('complete');
  expect(survey.model.data).toEqual({ kind: 'x', detail: 'told' });
});

test('a trigger can end the survey before its last page', () => {
  const definition = {
    pages: [{ elements: [{ type: 'boolean', name: 'go' }] }, { elements: [{ type: 'text', name: 'more' }] }],
    triggers: [{ type: 'complete', expression: '{go} = false' }],
  };
  expect(post(definition, { shown: '0', 'a:go': 'false' }).step.kind).toBe('complete');
  expect(post(definition, { shown: '0', 'a:go': 'true' }).step).toMatchObject({ kind: 'show', reached: 1 });
});

test('a panel that must be answered says so at its first question', () => {
  const panel = {
    type: 'panel',
    name: 'p',
    isRequired: true,
    elements: [
      { type: 'text', name: 'a' },
      { type: 'text', name: 'b' },
    ],
  };
  const { step } = post({ elements: [panel] }, { shown: '0,1' });
  expect(step.kind === 'invalid' && step.problems.map(({ question, texts }) => [question.name, texts.length])).toEqual([
    ['a', 1],
  ]);
  expect(post({ elements: [panel] }, { shown: '0,1', 'a:b': 'x' }).step.kind).toBe('complete');
});

test('a survey is not completed while a page that was left has a problem', () => {
  const definition = {
    pages: [
      {
        name: 'one',
        elements: [
          { type: 'text', name: 'late', isRequired: true, visibleIf: '{b} = "1"' },
          { type: 'text', name: 'a' },
        ],
      },
      { name: 'two', elements: [{ type: 'text', name: 'b' }] },
    ],
  };
  const { step } = post(definition, { page: '1', shown: '0', 'a:b': '1' }, { reached: 1 });
  expect(step.kind === 'show' && step.page?.name).toBe('one');
});

test('validators of the definition speak', () => {
  const elements = [{ type: 'text', name: 'a', validators: [{ type: 'regex', regex: '^\\d+$', text: 'Digits only' }] }];
  const { step } = post({ elements }, { shown: '0', 'a:a': 'x' });
  expect(step.kind === 'invalid' && step.problems[0]?.texts).toEqual(['Digits only']);
});

test('an answer that hides all there is completes the survey', () => {
  const elements = [{ type: 'text', name: 'a', visibleIf: '{a} empty' }];
  const { step, survey } = post({ elements }, { shown: '0', 'a:a': 'x' });
  expect(step.kind).toBe('complete');
  expect(survey.model.state).toBe('completed');
});

test('a survey with nothing to answer is not answered', () => {
  expect(post({}, {}).step).toMatchObject({ kind: 'show', page: null });
});
