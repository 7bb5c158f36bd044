import {
  checkShape,
  checkSurvey,
  isJsonObject,
  jsonPointer,
  type SurveyContents,
  SurveyFlow,
  type SurveyProblem,
  surveyElementTypes,
} from '@canvass/domain';
import { type JsonError, Model } from 'survey-core';
import { toPlaces } from '../http/places.ts';
import { ProblemError } from '../http/problem-error.ts';

const known: ReadonlySet<unknown> = new Set(surveyElementTypes);
const mostPlaces = 50;

/** Throws `invalid-definition`, with pointers, unless survey-core reads the whole definition and the page can show it. */
export function requireSoundSurvey(definition: Record<string, unknown>): void {
  refuse([...checkShape(definition), ...loadErrors(definition)]);
}

/** The same for a survey that goes out: nothing about it is an error. */
export function requirePublishableSurvey(survey: SurveyContents): void {
  refuse(surveyProblems(survey).filter(({ severity }) => severity === 'error'));
}

/** The same for what its flow declares. */
export function requireSoundFlow({ definition, flow }: SurveyContents): void {
  const errors = checkSurvey(definition, flow).filter(({ severity }) => severity === 'error');
  refuse(errors.filter(({ place }) => place.startsWith('/flow/')));
  const { error } = SurveyFlow.safeParse(flow);
  if (error) throw new ProblemError('invalid-definition', { places: toPlaces(error.issues, ['flow']) });
}

/** Everything wrong with it, errors first. */
export function surveyProblems({ definition, flow }: SurveyContents): SurveyProblem[] {
  const problems = [...loadErrors(definition), ...checkSurvey(definition, flow)];
  const isError = ({ severity }: SurveyProblem) => severity === 'error';
  return [...problems.filter(isError), ...problems.filter((problem) => !isError(problem))];
}

function refuse(problems: readonly SurveyProblem[]): void {
  if (problems.length === 0) return;
  const places = problems.map(({ place, sentence, mend }) => ({ pointer: place, message: `${sentence} ${mend}` }));
  throw new ProblemError('invalid-definition', { places: places.slice(0, mostPlaces) });
}

function loadErrors(definition: Record<string, unknown>): SurveyProblem[] {
  const survey = new Model();
  survey.fromJSON(structuredClone(definition)); // survey-core writes into what it is given
  const plain: Record<string, unknown> = definition;
  return (survey.jsonErrors ?? [])
    .filter((error) => !(error.type === 'incorrecttypeproperty' && !known.has(typeOf(error)))) // named above already
    .map((error) => ({
      severity: 'error',
      code: 'definition-unreadable',
      place: jsonPointer(['definition', ...(pathTo(plain, JSON.stringify(error.jsonObj)) ?? [])]),
      sentence: error.message,
      mend: 'Correct the definition here.',
      about: { words: error.message },
    }));
}

function typeOf(error: JsonError): unknown {
  const json: unknown = error.jsonObj;
  return isJsonObject(json) ? json.type : undefined;
}

/** Where the value with this JSON stands. */
function pathTo(value: unknown, json: string, path: (string | number)[] = []): (string | number)[] | null {
  if (typeof value !== 'object' || value === null || path.length > 20) return null;
  if (JSON.stringify(value) === json) return path;
  for (const [key, inner] of Object.entries(value)) {
    const foundPath = pathTo(inner, json, [...path, Array.isArray(value) ? Number(key) : key]);
    if (foundPath !== null) return foundPath;
  }
  return null;
}
