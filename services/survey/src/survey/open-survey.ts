import 'survey-core/i18n'; // survey-core's own words (buttons, validation) in every language it has
import type { Answers } from '@canvass/database';
import type { PipedTextScope } from '@canvass/domain';
import { Model, type Question, type SurveyModel, surveyLocalization } from 'survey-core';
import { chooseLanguage } from './language.ts';
import type { PreparedDefinition } from './prepared-definition.ts';

export interface OpenSurvey {
  readonly model: SurveyModel;
  readonly language: string;
  /** Every language the survey can be answered in; its default first. */
  readonly languages: readonly string[];
}

export interface OpenSurveyRequest {
  answers: Answers;
  /** How many pages of the definition have been left by "next". */
  reached: number;
  /** Wanted languages, most wanted first. */
  languages: readonly (string | null)[];
  scope: PipedTextScope;
}

/**
 * A survey model of its own for one request: nothing of one person can reach another's page. Expressions can read
 * `{embeddedData.…}` and `{contact.…}` beside the answers.
 */
export function openSurvey(prepared: PreparedDefinition, request: OpenSurveyRequest): OpenSurvey {
  const model = new Model(prepared.json);
  const used = model.getUsedLocales();
  const initial = model.locale || surveyLocalization.defaultLocale;
  const languages = used.includes(initial) ? [initial, ...used.filter((language) => language !== initial)] : used;
  const language = chooseLanguage(languages, request.languages) ?? languages[0] ?? initial;
  model.locale = language;
  model.setVariable('embeddedData', request.scope.embeddedData ?? {});
  model.setVariable('contact', request.scope.contact ?? {});
  model.mergeData(request.answers);
  for (const question of leftUnanswered(model, request)) question.clearValue();
  return { model, language, languages };
}

/** Questions with a default answer that the person has emptied: the default must not come back. */
function leftUnanswered(model: SurveyModel, { answers, reached }: OpenSurveyRequest): Question[] {
  return model.pages
    .slice(0, reached)
    .flatMap((page) => page.questions)
    .filter((question) => !Object.hasOwn(answers, question.getValueName()) && !question.isEmpty());
}
