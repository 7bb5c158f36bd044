import {
  type DefinitionProblem,
  doubtful,
  type KnownSurvey,
  type StepSurroundings,
  wrong,
} from './definition-problem.ts';
import { nearestName } from './nearest-name.ts';
import { readsPipedText } from './piped-text-check.ts';
import { checkIsCertain } from './uncertain-output.ts';
import type { ContactTask, EmailSurveyTask, SmsSurveyTask } from './workflow-definition.ts';

type SurveyTask = EmailSurveyTask | SmsSurveyTask;

/** What is wrong with a survey task besides its piped text. */
export function checkSurveyTask(step: SurveyTask, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  return [
    ...checkLink(step, place),
    ...checkContactStep(step, place, surroundings),
    ...checkSurvey(step, place, surroundings),
  ];
}

function checkLink(step: SurveyTask, place: string): DefinitionProblem[] {
  if (readsPipedText(step.message, 'survey', 'link')) return [];
  const sentence = 'The message has no link to the survey.';
  const mend = 'Put {{ survey.link }} where the link should stand.';
  return [wrong('survey-link-missing', `${place}/message`, sentence, mend)];
}

function checkContactStep(step: SurveyTask, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  const contactTask = surroundings.earlier.get(step.contactStep);
  if (contactTask?.type !== 'contact') {
    const sentence = `“${step.contactStep}” is no contact task that stands before this step.`;
    const mend = 'Name the contact task whose contact is invited.';
    const about = { step: step.contactStep };
    return [wrong('contact-step-unknown', `${place}/contactStep`, sentence, mend, { about })];
  }
  const uncertain = checkIsCertain(step.contactStep, `${place}/contactStep`, surroundings);
  return [...uncertain, ...checkAddress(step, contactTask, place)];
}

/** The directory may have the address all the same. */
function checkAddress(step: SurveyTask, contactTask: ContactTask, place: string): DefinitionProblem[] {
  const field = step.type === 'email-survey' ? 'email' : 'phone';
  if ((contactTask.contact[field] ?? '').trim() !== '') return [];
  const name = contactTask.name ?? contactTask.id;
  const what = field === 'email' ? 'an e-mail address' : 'a phone number';
  const sentence = `“${name}” does not fill in ${what}: whoever has none in the directory gets nothing.`;
  const mend = `Write ${what} in “${name}”.`;
  const about = { name, field };
  return [doubtful('address-not-supplied', `${place}/contactStep`, sentence, mend, { about })];
}

function checkSurvey(step: SurveyTask, place: string, surroundings: StepSurroundings): DefinitionProblem[] {
  if (surroundings.surveys === undefined) return [];
  const survey = surroundings.surveys.get(step.surveyId);
  const here = `${place}/surveyId`;
  if (survey === undefined) {
    return [wrong('survey-unknown', here, 'There is no such survey in this workspace.', 'Choose a survey.')];
  }
  return [...checkIsSent(survey, here), ...checkEmbeddedData(step, survey, here, surroundings)];
}

/** A survey may be published after the workflow was built: until then nothing is sent. */
function checkIsSent({ name, status }: KnownSurvey, place: string): DefinitionProblem[] {
  const about = { survey: name };
  switch (status) {
    case 'new': {
      const sentence = `“${name}” is not published: nothing is sent, and the runs fail.`;
      return [doubtful('survey-not-published', place, sentence, 'Publish the survey.', { about })];
    }
    case 'paused': {
      const sentence = `“${name}” is paused: nothing is sent, and the runs fail.`;
      return [doubtful('survey-paused', place, sentence, 'Resume the survey.', { about })];
    }
    case 'closed': {
      const sentence = `“${name}” is closed: nothing is sent, and the runs fail.`;
      return [doubtful('survey-closed', place, sentence, 'Open the survey again, or choose another.', { about })];
    }
    default:
      return [];
  }
}

/** Embedded data that the workflow fills and the survey flow doesn't declare never reaches a response. */
function checkEmbeddedData(
  step: SurveyTask,
  { name: survey, flow }: KnownSurvey,
  place: string,
  { earlier }: StepSurroundings,
): DefinitionProblem[] {
  const contactTask = earlier.get(step.contactStep);
  const supplied = contactTask?.type === 'contact' ? Object.keys(contactTask.embeddedData) : [];
  const declared = flow.embeddedData.map(({ name }) => name);
  return supplied
    .filter((name) => !declared.includes(name))
    .map((name) => {
      const nearest = nearestName(name, declared);
      const sentence = `The workflow fills “${name}”, which the survey flow of “${survey}” does not declare: responses will lack it.`;
      const mend =
        nearest === null
          ? `Declare “${name}” in the survey flow.`
          : `Declare “${name}” in the survey flow, or call it “${nearest}” as the survey does.`;
      return doubtful('embedded-data-not-declared', place, sentence, mend, {
        about: { name, survey, nearest: nearest ?? '' },
        fix: { kind: 'declare-embedded-data', surveyId: step.surveyId, names: [name] },
      });
    });
}
