import type { PageModel, Question } from 'survey-core';
import { writeDocument } from '../html/document.ts';
import { attributes, type Content, Html, html } from '../html/html.ts';
import { type ElementsContext, visibleElements } from '../questions/elements.ts';
import { wordsFor } from '../words/words.ts';
import { directionOf } from './language.ts';
import type { OpenSurvey } from './open-survey.ts';
import { pageIndex, previousPage } from './paging.ts';
import type { PipedTexts } from './piped-text.ts';

/** What is wrong with an answer, and the text as it was typed if it could not be taken as one. */
export interface AnswerProblem {
  question: Question;
  texts: readonly string[];
  typed: string | null;
}

export interface QuestionPage {
  survey: OpenSurvey;
  page: PageModel;
  piped: PipedTexts;
  action: string;
  problems?: readonly AnswerProblem[];
  /** An answer has just made more questions of this page appear. */
  hasMore?: boolean;
  banner?: Content;
  /** Fields that travel with the form, beside the answers. */
  hidden?: Record<string, string>;
}

/** The id of a question's first control on the page, and the target of links to it. */
export function questionId(page: PageModel, question: Question): string {
  return `q${page.questions.indexOf(question)}`;
}

/** The numbers of the questions that are shown now: what a post may answer, and how new ones are noticed. */
export function shownQuestions(page: PageModel): number[] {
  return page.questions.flatMap((question, number) => (question.isVisible && question.isParentVisible ? [number] : []));
}

export function writeQuestionPage(view: QuestionPage): Html {
  const { survey, page, piped, problems = [] } = view;
  const { model, language } = survey;
  const { words } = wordsFor(language);
  const title = model.locTitle.renderedHtml;
  const context: ElementsContext = {
    piped,
    viewOf(question) {
      const problem = problems.find((known) => known.question === question);
      return {
        question,
        id: questionId(page, question),
        problems: problem?.texts ?? [],
        typed: problem?.typed ?? null,
        words,
      };
    },
  };
  const place = `${model.visiblePages.indexOf(page) + 1}`;
  const pages = model.visiblePages.length;
  const pageOf = pages > 1 ? words.pageOf(Number(place), pages) : null;
  const documentTitle = [
    problems.length > 0 ? words.errorPrefix : '',
    pageOf === null ? '' : `${pageOf} – `,
    title,
  ].join('');
  const hidden = {
    page: String(pageIndex(model, page)),
    shown: shownQuestions(page).join(','),
    lang: language,
    ...view.hidden,
  };
  const main = html`${pageOf === null ? null : progress(pageOf, Number(place), pages)}
<header>${logo(view)}${title ? html`<h1${attributes({ class: model.showTitle ? null : 'unseen' })}>${title}</h1>` : null}${place === '1' && model.locDescription.renderedHtml ? html`<p class="lead">${model.locDescription.renderedHtml}</p>` : null}</header>
<form method="post" action="${view.action}" novalidate>
${Object.entries(hidden).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${pageHead(view)}${summary(view)}${view.hasMore ? html`<p class="notice" role="status">${words.moreQuestions}</p>` : null}
${visibleElements(page, context)}
${buttons(view)}${languageSwitch(survey)}
</form>`;
  const document = writeDocument({
    language,
    direction: directionOf(language),
    title: documentTitle,
    banner: view.banner ?? null,
    layout: 'form',
    main,
  });
  return new Html(piped.inPage(document.markup));
}

function progress(text: string, place: number, pages: number): Html {
  return html`<div class="progress"><span id="progress">${text}</span><progress aria-labelledby="progress" max="${pages}" value="${place}"></progress></div>`;
}

function logo({ survey }: QuestionPage): Html | null {
  const source: unknown = survey.model.locLogo.renderedHtml;
  if (typeof source !== 'string' || !/^(https:|data:image\/)/.test(source)) return null;
  return html`<img${attributes({ class: 'logo', src: source, alt: '' })}>`;
}

function pageHead({ survey: { model }, page }: QuestionPage): Html | null {
  const title = model.showPageTitles ? page.locTitle.renderedHtml : '';
  const description = page.locDescription.renderedHtml;
  if (!title && !description) return null;
  return html`<div class="page-head">${title ? html`<h2>${title}</h2>` : null}${description ? html`<p class="description">${description}</p>` : null}</div>`;
}

function summary({ survey, page, problems = [] }: QuestionPage): Html | null {
  if (problems.length === 0) return null;
  const { words } = wordsFor(survey.language);
  const items = problems.map(
    ({ question, texts }) =>
      html`<li><a href="#${questionId(page, question)}">${question.locTitle.renderedHtml} – ${texts.join(' ')}</a></li>`,
  );
  return html`<div class="summary" role="alert" tabindex="-1" autofocus data-focus aria-labelledby="summary"><h2 id="summary">${words.problems(problems.length)}</h2><ul>${items}</ul></div>`;
}

/** "Next" comes first, so that Enter in a field means it. */
function buttons({ survey: { model }, page }: QuestionPage): Html {
  const isLast = model.visiblePages.at(-1) === page;
  const back = previousPage(model, page)
    ? html`<button class="plain-button" name="go" value="back">${model.locPagePrevText.renderedHtml}</button>`
    : null;
  const onward = isLast ? model.locCompleteText.renderedHtml : model.locPageNextText.renderedHtml;
  return html`<div class="buttons"><button class="main-button" name="go" value="next">${onward}</button>${back}</div>`;
}

function languageSwitch({ language, languages }: OpenSurvey): Html | null {
  if (languages.length < 2) return null;
  const { words } = wordsFor(language);
  const choices = languages.map((tag) => {
    const current = attributes({
      name: 'go',
      value: `lang:${tag}`,
      lang: tag,
      'aria-current': tag === language ? 'true' : null,
    });
    return html`<button${current}>${nameOf(tag)}</button>`;
  });
  return html`<div class="languages" role="group" aria-label="${words.languages}">${choices}</div>`;
}

/** A language's name in itself. */
function nameOf(tag: string): string {
  try {
    const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
    return name.charAt(0).toLocaleUpperCase(tag) + name.slice(1);
  } catch {
    return tag;
  }
}
