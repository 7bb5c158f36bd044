import { Model } from 'survey-core';
import { expect, test } from 'vitest';
import { openSurvey } from './open-survey.ts';
import { firstOpenPage, openPage } from './paging.ts';
import { prepareDefinition } from './prepared-definition.ts';

const scope = { embeddedData: { Priority: 'High' } };

test('pages and questions can depend on embedded data', () => {
  const elements = [
    { type: 'text', name: 'high', visibleIf: "{embeddedData.Priority} = 'High'" },
    { type: 'text', name: 'low', visibleIf: "{embeddedData.Priority} = 'Low'" },
  ];
  const { model } = openSurvey(prepareDefinition({ elements }), { answers: {}, reached: 0, languages: [], scope });
  expect(model.currentPage.questions.map((question: { isVisible: boolean }) => question.isVisible)).toEqual([
    true,
    false,
  ]);
});

test('a default answer that was emptied does not come back', () => {
  const prepared = prepareDefinition({
    pages: [
      { elements: [{ type: 'text', name: 'a', defaultValue: 'yes' }] },
      { elements: [{ type: 'text', name: 'b', defaultValue: 'yes' }] },
    ],
  });
  const { model } = openSurvey(prepared, { answers: {}, reached: 1, languages: [], scope });
  expect(model.data).toEqual({ b: 'yes' });
});

test('an earlier page where a later answer makes a required question appear is open again', () => {
  const model = new Model({
    pages: [
      {
        name: 'one',
        elements: [
          { type: 'text', name: 'a', isRequired: true, visibleIf: '{b} = 1' },
          { type: 'text', name: 'c' },
        ],
      },
      { name: 'two', elements: [{ type: 'text', name: 'b' }] },
    ],
  });
  expect(firstOpenPage(model, 2)).toBeNull();
  model.setValue('b', 1);
  expect(firstOpenPage(model, 2)?.name).toBe('one');
});

test('a page beyond the open one is not opened, a page before it is', () => {
  const pages = ['one', 'two', 'three'].map((name) => ({ name, elements: [{ type: 'text', name: `q-${name}` }] }));
  const model = new Model({ pages });
  expect(openPage(model, 1, 2)?.name).toBe('two');
  expect(openPage(model, 1, 0)?.name).toBe('one');
  expect(openPage(model, 1, 99)?.name).toBe('two');
});
