import { checkEmbeddedData } from './check-survey-flow.ts';
import { checkSurveyQuestion } from './check-survey-question.ts';
import { checkSurveyTexts } from './check-survey-texts.ts';
import { surveyElementTypes } from './survey-element-types.ts';
import {
  isJsonObject,
  isQuestion,
  type JsonObject,
  jsonPointer,
  surveyElements,
  surveyText,
} from './survey-elements.ts';
import type { SurveyFlow } from './survey-flow.ts';
import type { SurveyProblem } from './survey-problem.ts';

const known: ReadonlySet<unknown> = new Set(surveyElementTypes);

/** Everything that keeps a survey from being published, and what its author should know beside it. Never throws. */
export function checkSurvey(definition: JsonObject, flow: SurveyFlow): SurveyProblem[] {
  const elements = surveyElements(definition);
  const names = new Set(elements.flatMap(({ element }) => (typeof element.name === 'string' ? [element.name] : [])));
  return [
    ...checkShape(definition),
    ...elements.flatMap(({ element, path }) =>
      known.has(element.type) ? checkSurveyQuestion(element, ['definition', ...path], names) : [],
    ),
    ...checkPages(definition),
    ...checkSurveyTexts(definition, flow),
    ...checkEmbeddedData(flow, elements),
  ];
}

/** The part of it without which the survey cannot even be kept as a draft: elements that are none, and names that clash. */
export function checkShape(definition: JsonObject): SurveyProblem[] {
  const seen = new Set<unknown>();
  return surveyElements(definition).flatMap(({ element, path }): SurveyProblem[] => {
    const problems: SurveyProblem[] = [];
    if (!known.has(element.type)) {
      const type = String(element.type);
      problems.push({
        severity: 'error',
        code: 'unknown-element',
        place: jsonPointer(['definition', ...path, 'type']),
        sentence: `“${type}” is not an element that a survey can show.`,
        mend: `Use one of ${surveyElementTypes.join(', ')}.`,
        about: { type },
      });
    }
    if (element.name !== undefined && seen.has(element.name)) {
      const name = String(element.name);
      problems.push({
        severity: 'error',
        code: 'name-repeated',
        place: jsonPointer(['definition', ...path, 'name']),
        sentence: `More than one element has the name “${name}”.`,
        mend: 'Give each a name of its own: answers are kept under it.',
        about: { name },
      });
    }
    seen.add(element.name);
    return problems;
  });
}

function checkPages(definition: JsonObject): SurveyProblem[] {
  const asks = surveyElements(definition).some(({ element }) => isQuestion(element));
  if (!asks) {
    return [
      {
        severity: 'error',
        code: 'asks-nothing',
        place: '/definition',
        sentence: 'The survey asks nothing.',
        mend: 'Add a question.',
        about: {},
      },
    ];
  }
  const pages: unknown[] = Array.isArray(definition.pages) ? definition.pages : [];
  return pages.flatMap((page, index): SurveyProblem[] => {
    if (surveyElements({ pages: [page] }).length > 0) return [];
    const name = (isJsonObject(page) ? surveyText(page.title) : null) ?? String(index + 1);
    return [
      {
        severity: 'warning',
        code: 'page-empty',
        place: jsonPointer(['definition', 'pages', index]),
        sentence: `Page “${name}” has nothing on it, so nobody will see it.`,
        mend: 'Add a question to it, or delete the page.',
        about: { name },
      },
    ];
  });
}
