import type { PageModel, Question, SurveyModel } from 'survey-core';

/** Where a page stands in the definition, hidden pages counted: stable while answers show and hide pages. */
export function pageIndex(model: SurveyModel, page: PageModel): number {
  return model.pages.indexOf(page);
}

/**
 * The first visible page that still has something to do: not yet left by "next", or with a problem since (an answer
 * given later can make a question appear on an earlier page). Null = everything is answered.
 */
export function firstOpenPage(model: SurveyModel, reached: number): PageModel | null {
  return model.visiblePages.find((page) => pageIndex(model, page) >= reached || !page.validate(false)) ?? null;
}

/** The page that was asked for, if the person may be there already; otherwise the page where they left off. */
export function openPage(model: SurveyModel, reached: number, wanted: number | null): PageModel | null {
  const open = firstOpenPage(model, reached) ?? model.visiblePages.at(-1) ?? null;
  if (wanted === null || open === null) return open;
  const page = model.pages[wanted];
  const allowed = page !== undefined && model.visiblePages.includes(page) && wanted <= pageIndex(model, open);
  return allowed ? page : open;
}

/** The visible page before this one; null on the first. */
export function previousPage(model: SurveyModel, page: PageModel): PageModel | null {
  return model.visiblePages[model.visiblePages.indexOf(page) - 1] ?? null;
}

const showing: ReadonlySet<string> = new Set(['html', 'image', 'expression']);

/** True for what a person can answer here; texts, images and read-only questions are only shown. */
export function takesAnswer(question: Question): boolean {
  return !question.isReadOnly && !showing.has(question.getType());
}
