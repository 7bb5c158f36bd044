import { checkContactTask } from './check-contact-task.ts';
import { checkSurveyTask } from './check-survey-task.ts';
import { checkWait } from './check-wait.ts';
import { type DefinitionProblem, type StepSurroundings, wrong } from './definition-problem.ts';
import {
  checkPipedText,
  contactNames,
  linkNames,
  type PipedTextKnown,
  stepsReadWithoutDefault,
} from './piped-text-check.ts';
import { pipedTextsOf } from './piped-texts-of.ts';
import { stepOutputs } from './step-outputs.ts';
import { checkIsCertain } from './uncertain-output.ts';
import type { Task, WaitStep } from './workflow-definition.ts';

export function checkStep(step: Task | WaitStep, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const isMessage = step.type === 'email-survey' || step.type === 'sms-survey';
  const known = isMessage ? messagePipedTextKnown(surroundings) : taskPipedTextKnown(surroundings);
  const texts = pipedTextsOf(step).flatMap(([path, text]) => [
    ...checkText(text, `${place}/${path}`, known),
    ...checkRequired(path, text, `${place}/${path}`),
    ...[...new Set(stepsReadWithoutDefault(text))].flatMap((id) =>
      checkIsCertain(id, `${place}/${path}`, surroundings),
    ),
  ]);
  switch (step.type) {
    case 'contact':
      return [...texts, ...checkContactTask(step, place)];
    case 'wait':
      return [...texts, ...checkWait(step, place, surroundings)];
    default:
      return [...texts, ...checkSurveyTask(step, place, surroundings)];
  }
}

/** What piped text of a task can read. */
function taskPipedTextKnown({ fieldTypes, earlier }: StepSurroundings): PipedTextKnown {
  return {
    event: fieldTypes === null || fieldTypes.size === 0 ? 'any' : new Set(fieldTypes.keys()),
    task: new Map([...earlier].map(([id, step]) => [id, stepOutputs[step.type]])),
  };
}

/** What a message to a person can read besides. */
function messagePipedTextKnown(surroundings: StepSurroundings): PipedTextKnown {
  return {
    ...taskPipedTextKnown(surroundings),
    contact: contactNames,
    embeddedData: 'any',
    survey: linkNames,
    optOut: linkNames,
  };
}

function checkText(text: string, place: string, known: PipedTextKnown): DefinitionProblem[] {
  return checkPipedText(text, known).map(({ code, sentence, mend, line, column, about }) =>
    wrong(code, place, `Line ${line}, column ${column}: ${sentence}`, mend, {
      about: { ...about, line: String(line), column: String(column) },
    }),
  );
}

/** Texts without which the step makes no sense. A message without its link is told by that. */
const required: ReadonlySet<string> = new Set(['subject', 'until/date']);

function checkRequired(path: string, text: string, place: string): DefinitionProblem[] {
  if (!required.has(path) || text.trim() !== '') return [];
  const what = path === 'subject' ? 'subject' : 'date';
  return [wrong('text-missing', place, `There is no ${what}.`, `Write the ${what}.`, { about: { what } })];
}
