import { checkConditions } from './check-conditions.ts';
import type { DefinitionProblem, StepSurroundings } from './definition-problem.ts';
import { maxWaitDays } from './wait.ts';
import type { Span, WaitStep } from './workflow-definition.ts';

/** What is wrong with a wait besides its piped text. */
export function checkWait(step: WaitStep, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  return [
    ...checkUntil(step, `${place}/until`, surroundings),
    ...checkConditions(step.goOnIf, `${place}/goOnIf`, surroundings),
  ];
}

function checkUntil({ until }: WaitStep, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  switch (until.kind) {
    case 'duration':
      return checkSpan(until, `${place}/amount`);
    case 'date':
      return [...checkIsDate(until.date, place, surroundings), ...checkSpan(until.offset, `${place}/offset/amount`)];
    case 'answered':
      return [
        ...checkSurveyStep(until.step, place, surroundings),
        ...checkSpan(until.atMost, `${place}/atMost/amount`),
      ];
  }
}

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60, weeks: 7 * 24 * 60 } as const;

function checkSpan(span: Span | undefined, place: string): DefinitionProblem[] {
  if (span === undefined || span.amount * minutesOf[span.unit] <= maxWaitDays * minutesOf.days) return [];
  return [
    {
      severity: 'error',
      code: 'wait-too-long',
      place,
      sentence: `A run waits ${maxWaitDays} days at most at one step.`,
      mend: `Wait ${maxWaitDays} days or less.`,
    },
  ];
}

const plainField = /^\s*\{\{\s*event\.([A-Za-z_]\w*)\s*\}\}\s*$/;

/** A field whose type can hold no date would fail every run. */
function checkIsDate(text: string, place: string, { fieldTypes }: StepSurroundings): DefinitionProblem[] {
  const field = plainField.exec(text)?.[1];
  const type = field === undefined ? undefined : fieldTypes?.get(field);
  if (type === undefined || type === 'date' || type === 'date-time' || type === 'text') return [];
  return [
    {
      severity: 'error',
      code: 'wait-not-a-date',
      place: `${place}/date`,
      sentence: `“${field}” is no date.`,
      mend: 'Choose a date or date-time field.',
    },
  ];
}

function checkSurveyStep(id: string, place: string, { earlier }: StepSurroundings): DefinitionProblem[] {
  const type = earlier.get(id)?.type;
  if (type === 'email-survey' || type === 'sms-survey') return [];
  return [
    {
      severity: 'error',
      code: 'wait-step-unknown',
      place: `${place}/step`,
      sentence: `“${id}” is no survey task that stands before this step.`,
      mend: 'Choose the survey task whose answer the run waits for.',
    },
  ];
}
