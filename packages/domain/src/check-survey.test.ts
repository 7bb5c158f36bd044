import { expect, test } from 'vitest';
import { checkSurvey } from './check-survey.ts';
import type { JsonObject } from './survey-elements.ts';
import { type SurveyProblemCode, surveyProblemCodes } from './survey-problem.ts';
import { surveyTemplates } from './survey-templates.ts';

const csat = { type: 'rating', name: 'csat', title: 'How was it?' };
const asking = (...elements: unknown[]): JsonObject => ({ pages: [{ name: 'one', elements }] });
const flow = (...names: string[]) => ({ embeddedData: names.map((name) => ({ name })) });
const radio = (...choices: unknown[]) => ({ type: 'radiogroup', name: 'q', title: 'Q?', choices });

test.each(surveyTemplates.filter(({ id }) => id !== 'blank'))('nothing is wrong with the template $id', (template) => {
  expect(checkSurvey(template.definition, template.flow)).toEqual([]);
});

const cases: [SurveyProblemCode, JsonObject, string, ReturnType<typeof flow>?][] = [
  ['unknown-element', asking(csat, { type: 'file', name: 'f' }), '/definition/pages/0/elements/1/type'],
  ['name-repeated', asking(csat, csat), '/definition/pages/0/elements/1/name'],
  ['name-missing', asking({ type: 'text', name: ' ', title: 'Q?' }), '/definition/pages/0/elements/0/name'],
  ['title-missing', asking({ type: 'text', name: 'q' }), '/definition/pages/0/elements/0/title'],
  ['choices-missing', asking(radio()), '/definition/pages/0/elements/0/choices'],
  ['choice-empty', asking(radio('a', { value: '' })), '/definition/pages/0/elements/0/choices/1'],
  ['choice-repeated', asking(radio('a', { value: 'a', text: 'A' })), '/definition/pages/0/elements/0/choices/1'],
  [
    'rows-missing',
    asking({ type: 'matrix', name: 'm', title: 'M', columns: ['a'] }),
    '/definition/pages/0/elements/0/rows',
  ],
  [
    'columns-missing',
    asking({ type: 'matrix', name: 'm', title: 'M', rows: ['a'] }),
    '/definition/pages/0/elements/0/columns',
  ],
  ['scale-reversed', asking({ ...csat, rateMin: 5, rateMax: 1 }), '/definition/pages/0/elements/0/rateMax'],
  ['scale-too-long', asking({ ...csat, rateMin: 0, rateMax: 100 }), '/definition/pages/0/elements/0/rateMax'],
  ['content-missing', asking(csat, { type: 'html', name: 'h', html: '' }), '/definition/pages/0/elements/1/html'],
  [
    'image-address',
    asking(csat, { type: 'image', name: 'i', imageLink: 'http://a' }),
    '/definition/pages/0/elements/1/imageLink',
  ],
  [
    'condition-unknown-question',
    asking(csat, { type: 'comment', name: 'why', title: 'W', visibleIf: '{cst} < 3' }),
    '/definition/pages/0/elements/1/visibleIf',
  ],
  [
    'page-empty',
    {
      pages: [
        { name: 'one', elements: [csat] },
        { name: 'two', elements: [] },
      ],
    },
    '/definition/pages/1',
  ],
  ['asks-nothing', asking({ type: 'html', name: 'h', html: 'Hello' }), '/definition'],
  [
    'piped-text',
    asking({ ...csat, title: { default: 'Hi {{ contact.nick }}' } }),
    '/definition/pages/0/elements/0/title/default',
  ],
  ['piped-text', asking({ ...csat, title: 'Hi {{ contact.firstName' }), '/definition/pages/0/elements/0/title'],
  [
    'embedded-data-not-declared',
    asking({ ...csat, title: '{{ embeddedData.Case }}' }),
    '/definition/pages/0/elements/0/title',
  ],
  ['embedded-data-name-blank', asking(csat), '/flow/embeddedData/0/name', flow(' ')],
  ['embedded-data-name-spaces', asking(csat), '/flow/embeddedData/0/name', flow('Case ')],
  ['embedded-data-repeated', asking(csat), '/flow/embeddedData/1/name', flow('Case', 'Case')],
  ['embedded-data-differs-by-case', asking(csat), '/flow/embeddedData/1/name', flow('Case', 'CASE')],
  ['embedded-data-named-as-question', asking(csat), '/flow/embeddedData/0/name', flow('csat')],
  [
    'translation-missing',
    { title: { default: 'Hello', fr: 'Bonjour' }, ...asking(csat) },
    '/definition/pages/0/elements/0/title',
  ],
];

test.each(cases)('%s is found, alone, at its place', (code, definition, place, declared = flow()) => {
  expect(checkSurvey(definition, declared)).toMatchObject([{ code, place }]);
});

test('every code but that of an unreadable definition, which needs the survey library, has its case', () => {
  const tried = new Set(cases.map(([code]) => code));
  expect(surveyProblemCodes.filter((code) => !tried.has(code))).toEqual(['definition-unreadable']);
});

test('an embedded data name is missed once, however often it is written', () => {
  const twice = asking({ ...csat, title: '{{ embeddedData.Case }}', description: '{{ embeddedData["Case"] }}' });
  expect(checkSurvey(twice, flow())).toMatchObject([{ about: { name: 'Case' }, severity: 'warning' }]);
});

test('a question inside of a panel is checked at its own place', () => {
  const panel = { type: 'panel', name: 'group', elements: [radio()] };
  expect(checkSurvey(asking(panel), flow())).toMatchObject([
    { place: '/definition/pages/0/elements/0/elements/0/choices' },
  ]);
});

test.each<JsonObject>([
  {},
  { pages: 'none' },
  { pages: [null, { elements: [null, 1] }] },
  { pages: [[]], elements: 3 },
])('what is no survey asks nothing, and is checked without failing: %j', (definition) => {
  expect(checkSurvey(definition, flow()).map(({ code }) => code)).toContain('asks-nothing');
});
