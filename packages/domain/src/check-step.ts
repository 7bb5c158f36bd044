import { checkWait } from './check-wait.ts';
import type { DefinitionProblem, StepSurroundings } from './definition-problem.ts';
import { checkPipedText, contactNames, linkNames, type PipedTextKnown, readsPipedText } from './piped-text-check.ts';
import { pipedTextsOf } from './piped-texts-of.ts';
import { stepOutputs } from './step-outputs.ts';
import type { EmailSurveyTask, SmsSurveyTask, Task, WaitStep } from './workflow-definition.ts';

type SurveyTask = EmailSurveyTask | SmsSurveyTask;

export function checkStep(step: Task | WaitStep, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const isMessage = step.type === 'email-survey' || step.type === 'sms-survey';
  const known = isMessage ? messagePipedTextKnown(surroundings) : taskPipedTextKnown(surroundings);
  const texts = pipedTextsOf(step).flatMap(([path, text]) => checkText(text, `${place}/${path}`, known));
  if (step.type === 'contact') return texts;
  if (step.type === 'wait') return [...texts, ...checkWait(step, place, surroundings)];
  return [
    ...texts,
    ...checkLink(step, place),
    ...checkContactStep(step, place, surroundings),
    ...checkSurvey(step, place, surroundings),
  ];
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
  return checkPipedText(text, known).map(({ code, sentence, mend, line, column }) => ({
    severity: 'error',
    code,
    place,
    sentence: `Line ${line}, column ${column}: ${sentence}`,
    mend,
  }));
}

function checkLink(step: SurveyTask, place: string): DefinitionProblem[] {
  if (readsPipedText(step.message, 'survey', 'link')) return [];
  return [
    {
      severity: 'error',
      code: 'survey-link-missing',
      place: `${place}/message`,
      sentence: 'The message has no link to the survey.',
      mend: 'Put {{ survey.link }} where the link should stand.',
    },
  ];
}

function checkContactStep(step: SurveyTask, place: string, { earlier }: StepSurroundings): DefinitionProblem[] {
  if (earlier.get(step.contactStep)?.type === 'contact') return [];
  return [
    {
      severity: 'error',
      code: 'contact-step-unknown',
      place: `${place}/contactStep`,
      sentence: `“${step.contactStep}” is no contact task that stands before this step.`,
      mend: 'Name the contact task whose contact is invited.',
    },
  ];
}

/** Embedded data that the workflow fills and the survey flow doesn't declare never reaches a response. */
function checkSurvey(step: SurveyTask, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  if (surroundings.surveys === undefined) return [];
  const survey = surroundings.surveys.get(step.surveyId);
  if (survey === undefined) {
    const sentence = 'There is no such survey in this workspace.';
    return [
      { severity: 'error', code: 'survey-unknown', place: `${place}/surveyId`, sentence, mend: 'Choose a survey.' },
    ];
  }
  const contactTask = surroundings.earlier.get(step.contactStep);
  const supplied = contactTask?.type === 'contact' ? Object.keys(contactTask.embeddedData) : [];
  const declared = new Set(survey.flow.embeddedData.map(({ name }) => name));
  return supplied
    .filter((name) => !declared.has(name))
    .map((name) => ({
      severity: 'warning',
      code: 'embedded-data-not-declared',
      place: `${place}/surveyId`,
      sentence: `The workflow fills “${name}”, which the survey flow of “${survey.name}” does not declare: responses will lack it.`,
      mend: `Declare “${name}” in the survey flow.`,
    }));
}
