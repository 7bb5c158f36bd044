import { type PageModel, PanelModel, type Question, type SurveyModel } from 'survey-core';
import { fieldNames } from '../questions/fields.ts';
import { readAnswer } from '../questions/read-answer.ts';
import { type Words, wordsFor } from '../words/words.ts';
import type { OpenSurvey } from './open-survey.ts';
import { firstOpenPage, openPage, pageIndex, previousPage, takesAnswer } from './paging.ts';
import { type AnswerProblem, shownQuestions } from './question-page.ts';

/** What follows from a posted page. The answers themselves are in the model. */
export type Step =
  /** Nothing is kept; the page is shown again with what is wrong. */
  | { kind: 'invalid'; page: PageModel; problems: AnswerProblem[] }
  /** `more` = a question of the same page that an answer has made appear. */
  | { kind: 'show'; page: PageModel | null; reached: number; more: Question | null }
  | { kind: 'complete'; reached: number };

/**
 * Takes a posted page: reads the answers of the questions that were on it, and lets survey-core decide what comes next.
 * `go` of the form is `next`, `back` or `lang:…`; only `next` must be without problems.
 */
export function takeAnswers(survey: OpenSurvey, form: URLSearchParams, reached: number): Step {
  const { model, language } = survey;
  const wanted = Number(form.get('page') ?? Number.NaN);
  const page = openPage(model, reached, wanted);
  if (page === null || pageIndex(model, page) !== wanted) return { kind: 'show', page, reached, more: null };

  model.currentPage = page;
  const shown = shownOnForm(page, form);
  const unreadable = readPage(shown, form, wordsFor(language).words);
  const go = form.get('go') ?? 'next';
  if (go === 'back') return { kind: 'show', page: previousPage(model, page) ?? page, reached, more: null };
  if (go !== 'next') return { kind: 'show', page, reached, more: null };

  const problems = [...problemsOf(page, shown, unreadable)];
  if (problems.length > 0) return { kind: 'invalid', page, problems };
  const more = visible(page).find((question) => takesAnswer(question) && !shown.has(question));
  if (more) return { kind: 'show', page, reached, more };
  return goOn(model, page, Math.max(reached, pageIndex(model, page) + 1));
}

function visible(page: PageModel): Question[] {
  const numbers = new Set(shownQuestions(page));
  return page.questions.filter((_question, number) => numbers.has(number));
}

function shownOnForm(page: PageModel, form: URLSearchParams): Set<Question> {
  const numbers = new Set((form.get('shown') ?? '').split(','));
  return new Set(page.questions.filter((question, number) => numbers.has(String(number)) && takesAnswer(question)));
}

/** Reads in rounds: an answer may make a question visible that stands before it and was on the form. */
function readPage(shown: ReadonlySet<Question>, form: URLSearchParams, words: Words): Map<Question, AnswerProblem> {
  const unreadable = new Map<Question, AnswerProblem>();
  const unread = new Set(shown);
  for (let before = -1; unread.size !== before; ) {
    before = unread.size;
    for (const question of unread) {
      if (!question.isVisible || !question.isParentVisible) continue;
      unread.delete(question);
      const text = readAnswer(question, form, words);
      const typed = form.get(fieldNames.answer(question));
      if (text !== null) unreadable.set(question, { question, texts: [text], typed });
    }
  }
  return unreadable;
}

function* problemsOf(
  page: PageModel,
  shown: ReadonlySet<Question>,
  unreadable: ReadonlyMap<Question, AnswerProblem>,
): Generator<AnswerProblem> {
  for (const question of visible(page)) {
    const found = unreadable.get(question);
    if (found) yield found;
    else if (shown.has(question) && !question.validate(true)) yield problemOf(question, question.errors);
  }
  for (const panel of page.elements) {
    const [first] = panel instanceof PanelModel && panel.isVisible ? panel.questions : [];
    if (
      first &&
      panel instanceof PanelModel &&
      panel.isRequired &&
      panel.questions.every((question) => question.isEmpty())
    ) {
      panel.validate(true);
      yield problemOf(first, panel.errors);
    }
  }
}

function problemOf(question: Question, errors: readonly { getText(): string }[]): AnswerProblem {
  return { question, texts: [...new Set(errors.map((error) => error.getText()))], typed: null };
}

function goOn(model: SurveyModel, page: PageModel, reached: number): Step {
  const next = model.visiblePages.find((other) => pageIndex(model, other) > pageIndex(model, page));
  if (next === undefined) return complete(model, reached);
  const isHidden = !model.visiblePages.includes(page); // by its own answers: then survey-core has left it already
  if (isHidden) return { kind: 'show', page: next, reached, more: null };
  if (!model.nextPage()) return { kind: 'show', page, reached, more: null };
  // a trigger of the survey may have ended it, or skipped pages
  if (model.state === 'completed') return { kind: 'complete', reached };
  return { kind: 'show', page: model.currentPage, reached, more: null };
}

function complete(model: SurveyModel, reached: number): Step {
  const open = firstOpenPage(model, Number.POSITIVE_INFINITY);
  if (open) return { kind: 'show', page: open, reached, more: null };
  // All pages are valid, so it is not asked again: it would refuse a survey in which the last answer has hidden every page.
  model.doComplete();
  return { kind: 'complete', reached };
}
