import fc from 'fast-check';
import { Model } from 'survey-core';
import { expect, test } from 'vitest';
import { PipedTexts } from './piped-text.ts';
import { prepareDefinition } from './prepared-definition.ts';

const scope = { contact: undefined, embeddedData: { Owner: 'Grace <3' }, event: { Subject: 'Fire' } };

function pipedOf(definition: unknown) {
  const { contact: _none, ...rest } = scope;
  const prepared = prepareDefinition(definition);
  return { prepared, piped: new PipedTexts(prepared, rest, () => {}) };
}

test('piped text survives survey-core beside its own braces', () => {
  const definition = {
    elements: [{ type: 'text', name: 'a', title: '{{ embeddedData.Owner }} and {b} and {{ event.Subject }}' }],
  };
  const { prepared, piped } = pipedOf(definition);
  const model = new Model(prepared.json);
  model.setValue('b', 'bee');
  expect(piped.inPage(model.getQuestionByName('a').locTitle.renderedHtml)).toBe('Grace &lt;3 and bee and Fire');
});

test('a choice written as bare text is stored as it stands in the definition, and shown piped', () => {
  const { prepared, piped } = pipedOf({
    elements: [{ type: 'radiogroup', name: 'a', choices: ['Ask {{ event.Subject }}'] }],
  });
  const [choice] = new Model(prepared.json).getQuestionByName('a').visibleChoices;
  expect(choice.value).toBe('Ask {{ event.Subject }}');
  expect(piped.inPage(choice.locText.renderedHtml)).toBe('Ask Fire');
});

test('names, stored values and expressions are left as they are', () => {
  const element = { type: 'text', name: '{{ a }}', visibleIf: "{b} = '{{ c }}'", title: 't' };
  expect(prepareDefinition({ elements: [element] }).json).toEqual({ elements: [element] });
});

test('an if that spans text is one expression, and what stands in it is escaped in the page', () => {
  const { prepared, piped } = pipedOf({ title: '{% if event.Subject %}1 < 2{% else %}none{% endif %}!' });
  expect(prepared.pipedTexts).toHaveLength(1);
  expect(piped.inPage(String(prepared.json.title))).toBe('1 &lt; 2!');
});

test('what would call out or page by script is left out', () => {
  const definition = {
    questionsOnPageMode: 'questionPerPage',
    surveyId: 'somewhere-else',
    elements: [
      { type: 'dropdown', name: 'a', choicesByUrl: { url: 'http://10.0.0.1/' } },
      { type: 'file', name: 'upload' },
    ],
  };
  const { json, leftOut } = prepareDefinition(definition);
  expect(json).toEqual({ elements: [{ type: 'dropdown', name: 'a' }] });
  expect(leftOut).toEqual(['upload']);
});

test('no value of a person can bring piped text or markup into a page', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (value) => {
      const prepared = prepareDefinition({ title: '{{ event.Subject }}' });
      const piped = new PipedTexts(prepared, { event: { Subject: value } }, () => {});
      return !/[<>"']/.test(piped.inPage(String(prepared.json.title)));
    }),
  );
});
