import fc from 'fast-check';
import { expect, test } from 'vitest';
import { SurveyId } from './ids.ts';
import { usedFields } from './silent-fields.ts';
import { type Step, WorkflowDefinition } from './workflow-definition.ts';
import { fromWorkflowFile, toWorkflowFile, WorkflowFile, writeWorkflowFile } from './workflow-file.ts';

const eventSource = { name: 'Case closed', objectType: 'Case', fields: { ContactEmail: 'email' as const } };
const first = SurveyId.parse('01900001-0000-7000-8000-000000000000');
const second = SurveyId.parse('01900002-0000-7000-8000-000000000000');
const surveyIds = [first, second, SurveyId.parse('01900003-0000-7000-8000-000000000000')];

const shortText = fc.string({ minLength: 1, maxLength: 20 });
const contact = fc.record({
  type: fc.constant('contact' as const),
  name: shortText,
  onFailure: fc.constantFrom('stop' as const, 'continue' as const),
  matchBy: fc.constant(['email' as const]),
  contact: fc.record({ email: shortText }),
  embeddedData: fc.dictionary(shortText, shortText, { maxKeys: 4 }),
});
const emailSurvey = fc.record({
  type: fc.constant('email-survey' as const),
  onFailure: fc.constant('stop' as const),
  surveyId: fc.constantFrom(...surveyIds),
  contactStep: fc.constant('a'),
  linkExpiresAfterDays: fc.integer({ min: 1, max: 3650 }),
  from: fc.constant({ email: 'feedback@acme.example' }),
  subject: shortText,
  message: shortText,
});
const { step } = fc.letrec<{ step: object }>((tie) => ({
  step: fc.oneof(
    { maxDepth: 2 },
    contact,
    emailSurvey,
    fc.record({
      type: fc.constant('branch' as const),
      if: fc.constant({ kind: 'group', match: 'all', conditions: [] }),
      steps: fc.array(tie('step'), { maxLength: 3 }),
      otherwise: fc.array(tie('step'), { maxLength: 3 }),
    }),
  ),
}));
/** Ids in order of appearance. */
function withIds(steps: readonly object[], next = { id: 0 }): object[] {
  return steps.map((each) => {
    next.id += 1;
    const id = `s${next.id}`;
    const { steps: inner, otherwise } = { steps: undefined, otherwise: undefined, ...each };
    return Array.isArray(inner) && Array.isArray(otherwise)
      ? { ...each, id, steps: withIds(inner, next), otherwise: withIds(otherwise, next) }
      : { ...each, id };
  });
}
const definition = fc
  .array(step, { minLength: 1, maxLength: 4 })
  .map((steps) => WorkflowDefinition.safeParse({ conditions: null, steps: withIds(steps), timeZone: 'Europe/Paris' }))
  .filter((parsed) => parsed.success)
  .map((parsed) => parsed.data);

const names = fc.array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 3 });

test('written, read and resolved to the same surveys, a workflow is what it was', () => {
  fc.assert(
    fc.property(definition, names, (before, surveyNamed) => {
      const surveyNames = new Map(surveyIds.map((id, index) => [id, surveyNamed[index] ?? 'Survey']));
      const file = toWorkflowFile({ name: 'Closed', definition: before, eventSource, surveyNames });
      const text = writeWorkflowFile(file);
      const read = WorkflowFile.parse(JSON.parse(text));
      const meant = new Map(
        Object.entries(read.surveys).map(([reference, { name }]) => {
          const sameName = surveyIds.filter((id) => surveyNames.get(id) === name);
          const number = sameName.length === 1 ? 0 : sameNamedReferences(read, name).indexOf(reference);
          return [reference, sameName[number] ?? first];
        }),
      );
      expect(WorkflowDefinition.parse(fromWorkflowFile(read, meant))).toEqual(before);
      expect(writeWorkflowFile(read)).toBe(text);
      for (const id of surveyIds) expect(text).not.toContain(id);
    }),
  );
});

function sameNamedReferences(file: WorkflowFile, name: string): string[] {
  const number = (reference: string) => Number(/-(\d+)$/.exec(reference)?.[1] ?? 1);
  return Object.keys(file.surveys)
    .filter((reference) => file.surveys[reference]?.name === name)
    .toSorted((a, b) => number(a) - number(b));
}

function fail(): never {
  throw new Error('no step');
}
const survey = (id: string, surveyId: SurveyId): Step =>
  WorkflowDefinition.shape.steps.parse([
    {
      id,
      type: 'email-survey',
      surveyId,
      contactStep: 'contact',
      from: { email: 'feedback@acme.example' },
      subject: '{{ event.CaseNumber }}',
      message: '{{ survey.link }}',
    },
  ])[0] ?? fail();

test('the text for Git is sorted, readable, and the same whatever the order was', () => {
  const surveyNames = new Map([[first, 'Évaluation après un cas']]);
  const made = (timeZoneFirst: boolean) => {
    const body = { conditions: null, steps: [survey('ask', first)] };
    const whole = timeZoneFirst ? { timeZone: 'UTC', ...body } : { ...body, timeZone: 'UTC' };
    return writeWorkflowFile(toWorkflowFile({ name: 'Closed', definition: whole, eventSource, surveyNames }));
  };
  expect(made(true)).toBe(made(false));
  expect(made(true)).toContain('"survey": "evaluation-apres-un-cas"');
  expect(made(true).startsWith('{\n  "canvass": "workflow",\n  "definition": {\n    "conditions": null,')).toBe(true);
});

test('two surveys of one name have references of their own', () => {
  const surveyNames = new Map(surveyIds.slice(0, 2).map((id) => [id, 'CSAT']));
  const steps = [survey('one', first), survey('two', second)];
  const file = toWorkflowFile({
    name: 'x',
    definition: { conditions: null, steps, timeZone: 'UTC' },
    eventSource,
    surveyNames,
  });
  expect(Object.keys(file.surveys)).toEqual(['csat', 'csat-2']);
});

test('only the fields that a workflow reads are told', () => {
  const fieldTypes = new Map([
    ['CaseNumber', 'text' as const],
    ['Case', 'text' as const],
    ['Unread', 'text' as const],
  ]);
  const steps = [survey('ask', first)];
  expect(usedFields({ conditions: null, steps, timeZone: 'UTC' }, { fieldTypes, surveys: new Map() })).toEqual([
    'CaseNumber',
  ]);
});
