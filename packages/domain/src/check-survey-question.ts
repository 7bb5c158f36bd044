import { nearestName } from './nearest-name.ts';
import { isJsonObject, isQuestion, type JsonObject, jsonPointer, surveyText } from './survey-elements.ts';
import type { SurveyProblem, SurveyProblemCode } from './survey-problem.ts';

const choiceTypes: ReadonlySet<unknown> = new Set(['radiogroup', 'buttongroup', 'dropdown', 'checkbox', 'tagbox']);
/** More points than a person can tell apart, or a phone can show. */
const mostPoints = 20;

/** What is wrong with one element, apart from its type and its texts' piped text. */
export function checkSurveyQuestion(
  element: JsonObject,
  path: readonly (string | number)[],
  names: ReadonlySet<string>,
): SurveyProblem[] {
  const name = typeof element.name === 'string' ? element.name : '';
  const shown = (surveyText(element.title) ?? '').trim() || name;
  const make: Make = (code, key, words, about = {}, severity = 'error') => ({
    severity,
    code,
    place: jsonPointer([...path, ...(key === '' ? [] : key.split('/'))]),
    ...words,
    about: { question: shown, ...about },
  });
  return [
    ...checkNaming(element, name, make),
    ...checkChoices(element, shown, make),
    ...checkScale(element, shown, make),
    ...checkContent(element, name, make),
    ...checkVisibility(element, shown, names, make),
  ];
}

type Make = (
  code: SurveyProblemCode,
  /** Property below the element, `choices/2`; empty = the element itself. */
  key: string,
  words: { sentence: string; mend: string },
  about?: Record<string, string>,
  severity?: SurveyProblem['severity'],
) => SurveyProblem;

function checkNaming(element: JsonObject, name: string, make: Make): SurveyProblem[] {
  if (name.trim() === '') {
    const words = { sentence: 'A question has no name.', mend: 'Give it one: its answers are kept under it.' };
    return [make('name-missing', 'name', words)];
  }
  if (!isQuestion(element) || element.titleLocation === 'hidden') return [];
  if ((surveyText(element.title) ?? '').trim() !== '') return [];
  const words = {
    sentence: `The question “${name}” has no text, so people read its name instead.`,
    mend: 'Write what it asks.',
  };
  return [make('title-missing', 'title', words, { name }, 'warning')];
}

function checkChoices(element: JsonObject, shown: string, make: Make): SurveyProblem[] {
  if (element.type === 'matrix') {
    const lacking = (key: 'rows' | 'columns'): SurveyProblem[] => {
      if (Array.isArray(element[key]) && element[key].length > 0) return [];
      const words = { sentence: `The table “${shown}” has no ${key}.`, mend: `Add at least one to its ${key}.` };
      return [make(`${key}-missing`, key, words)];
    };
    return [...lacking('rows'), ...lacking('columns')];
  }
  if (!choiceTypes.has(element.type) || element.choicesFromQuestion !== undefined) return [];
  const choices: unknown[] = Array.isArray(element.choices) ? element.choices : [];
  if (choices.length === 0) {
    const words = { sentence: `“${shown}” offers no choices.`, mend: 'Add at least two choices.' };
    return [make('choices-missing', 'choices', words)];
  }
  const seen = new Set<string>();
  return choices.flatMap((choice, index): SurveyProblem[] => {
    const value = String((isJsonObject(choice) ? choice.value : choice) ?? '').trim();
    if (value === '') {
      const words = { sentence: `A choice of “${shown}” is empty.`, mend: 'Write it, or delete it.' };
      return [make('choice-empty', `choices/${index}`, words)];
    }
    if (!seen.has(value)) {
      seen.add(value);
      return [];
    }
    const words = {
      sentence: `“${shown}” has the choice “${value}” twice: answers could not be told apart.`,
      mend: 'Give one of them another value, or delete it.',
    };
    return [make('choice-repeated', `choices/${index}`, words, { value })];
  });
}

function checkScale(element: JsonObject, shown: string, make: Make): SurveyProblem[] {
  if (element.type !== 'rating' || Array.isArray(element.rateValues)) return [];
  const number = (key: string, otherwise: number) => (typeof element[key] === 'number' ? element[key] : otherwise);
  const [min, max, step] = [number('rateMin', 1), number('rateMax', 5), number('rateStep', 1)];
  if (min >= max || step <= 0) {
    const words = {
      sentence: `The scale of “${shown}” goes from ${min} to ${max}.`,
      mend: 'Let it end above its beginning.',
    };
    return [make('scale-reversed', 'rateMax', words, { from: String(min), to: String(max) })];
  }
  const points = Math.floor((max - min) / step) + 1;
  if (points <= mostPoints) return [];
  const words = {
    sentence: `The scale of “${shown}” has ${points} points; ${mostPoints} fit on a page.`,
    mend: 'Use a shorter scale, or ask for a number.',
  };
  return [make('scale-too-long', 'rateMax', words, { points: String(points), most: String(mostPoints) })];
}

function checkContent(element: JsonObject, name: string, make: Make): SurveyProblem[] {
  if (element.type === 'html' && (surveyText(element.html) ?? '').trim() === '') {
    const words = { sentence: `The text “${name}” is empty.`, mend: 'Write it, or delete it.' };
    return [make('content-missing', 'html', words, { name })];
  }
  if (element.type === 'image' && !/^(https:|data:image\/)/.test(surveyText(element.imageLink) ?? '')) {
    const words = {
      sentence: `The picture “${name}” has no address that a page can show.`,
      mend: 'Use an address that begins with https://.',
    };
    return [make('image-address', 'imageLink', words, { name })];
  }
  return [];
}

const conditions = ['visibleIf', 'enableIf', 'requiredIf'] as const;

/** Names in an expression; `{case.row}` and `{list[0]}` read inside of an answer, `{name-Comment}` what was written beside it. */
function checkVisibility(element: JsonObject, shown: string, names: ReadonlySet<string>, make: Make): SurveyProblem[] {
  return conditions.flatMap((key) => {
    const expression = element[key];
    if (typeof expression !== 'string') return [];
    const read = [...expression.matchAll(/\{([^{}]+)\}/g)].map(([, inner]) => (inner ?? '').trim());
    const unknown = read.filter((each) => {
      const whole = each.replace(/-Comment$/, '');
      return (
        !names.has(whole) && !names.has(whole.split(/[.[]/)[0] ?? '') && !/^[$!#]?(item|row|panel|choice)\b/.test(each)
      );
    });
    return [...new Set(unknown)].map((name) => {
      const nearest = nearestName(name, [...names]);
      const words = {
        sentence: `“${shown}” depends on “${name}”, and no question has that name.`,
        mend: nearest === null ? 'Choose a question, or remove the condition.' : `Did you mean “${nearest}”?`,
      };
      const about = { name, ...(nearest !== null && { nearest }) };
      return make('condition-unknown-question', key, words, about, 'warning');
    });
  });
}
