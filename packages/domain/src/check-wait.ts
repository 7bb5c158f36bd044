import { checkConditions } from './check-conditions.ts';
import { type DefinitionProblem, doubtful, type StepSurroundings, wrong } from './definition-problem.ts';
import { checkIsCertain } from './uncertain-output.ts';
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
        ...checkSurveyStep(until.step, until.atMost, place, surroundings),
        ...checkSpan(until.atMost, `${place}/atMost/amount`),
      ];
  }
}

const minutesOf = { minutes: 1, hours: 60, days: 24 * 60, weeks: 7 * 24 * 60 } as const;

const minutesIn = ({ amount, unit }: Span) => amount * minutesOf[unit];

function checkSpan(span: Span | undefined, place: string): DefinitionProblem[] {
  if (span === undefined || minutesIn(span) <= maxWaitDays * minutesOf.days) return [];
  const sentence = `A run waits ${maxWaitDays} days at most at one step.`;
  const about = { most: String(maxWaitDays) };
  return [wrong('wait-too-long', place, sentence, `Wait ${maxWaitDays} days or less.`, { about })];
}

const plainField = /^\s*\{\{\s*event\.([A-Za-z_]\w*)\s*\}\}\s*$/;

/** A field whose type can hold no date would fail every run. */
function checkIsDate(text: string, place: string, { fieldTypes }: StepSurroundings): DefinitionProblem[] {
  const field = plainField.exec(text)?.[1];
  const type = field === undefined ? undefined : fieldTypes?.get(field);
  if (field === undefined || type === undefined || type === 'date' || type === 'date-time' || type === 'text')
    return [];
  const sentence = `“${field}” is no date.`;
  return [
    wrong('wait-not-a-date', `${place}/date`, sentence, 'Choose a date or date-time field.', { about: { field } }),
  ];
}

function checkSurveyStep(id: string, atMost: Span, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const step = surroundings.earlier.get(id);
  if (step?.type !== 'email-survey' && step?.type !== 'sms-survey') {
    const sentence = `“${id}” is no survey task that stands before this step.`;
    const mend = 'Choose the survey task whose answer the run waits for.';
    return [wrong('wait-step-unknown', `${place}/step`, sentence, mend, { about: { step: id } })];
  }
  const days = step.linkExpiresAfterDays;
  const uncertain = checkIsCertain(id, `${place}/step`, surroundings);
  if (minutesIn(atMost) <= days * minutesOf.days) return uncertain;
  const sentence = `The link of “${step.name ?? id}” expires after ${days} days: nobody can answer later.`;
  const mend = 'Wait no longer than the link is good, or let it expire later.';
  const about = { name: step.name ?? id, days: String(days) };
  return [...uncertain, doubtful('wait-outlasts-link', `${place}/atMost/amount`, sentence, mend, { about })];
}
