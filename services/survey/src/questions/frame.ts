import type { Question } from 'survey-core';
import { attributes, type Content, type Html, html } from '../html/html.ts';
import type { Words } from '../words/words.ts';

/** What a question needs beside itself to be written. */
export interface QuestionView {
  readonly question: Question;
  /** Unique on the page, and the id of the first control: where links of the error summary lead. */
  readonly id: string;
  readonly problems: readonly string[];
  /** A text that could not be taken as an answer: shown again as it was typed. */
  readonly typed: string | null;
  readonly words: Words;
}

export function describedBy(view: QuestionView): string | null {
  const ids = [
    view.question.hasDescription ? `${view.id}-description` : null,
    view.problems.length > 0 ? `${view.id}-problem` : null,
  ].filter((id) => id !== null);
  return ids.length === 0 ? null : ids.join(' ');
}

function title({ question, words }: QuestionView): Html {
  const number = question.no ? html`<span class="number">${question.no}</span> ` : null;
  const required = question.isRequired
    ? html`<span class="star" aria-hidden="true"> *</span><span class="unseen"> (${words.required})</span>`
    : null;
  return html`${number}${question.locTitle.renderedHtml}${required}`;
}

function details(view: QuestionView): Html {
  const description = view.question.hasDescription
    ? html`<p class="description" id="${view.id}-description">${view.question.locDescription.renderedHtml}</p>`
    : null;
  const problem =
    view.problems.length > 0
      ? html`<p class="problem" id="${view.id}-problem"><span class="unseen">${view.words.errorPrefix}</span>${view.problems.join(' ')}</p>`
      : null;
  return html`${description}${problem}`;
}

function classOf(view: QuestionView): string {
  return view.problems.length > 0 ? 'question invalid' : 'question';
}

/** A question of one control, named by a label. */
export function labelledQuestion(view: QuestionView, control: Content): Html {
  const hidden = view.question.hasTitle ? null : 'unseen';
  return html`<div class="${classOf(view)}"><label class="${hidden === null ? 'title' : 'unseen'}" for="${view.id}">${title(view)}</label>${details(view)}${control}</div>`;
}

/** A question of several controls, named by a legend. `radiogroup` tells assistive technology that one can be chosen. */
export function groupedQuestion(view: QuestionView, role: 'radiogroup' | 'group', controls: Content): Html {
  const { question } = view;
  const group = attributes({
    class: classOf(view),
    role: role === 'radiogroup' ? role : null,
    'aria-required': role === 'radiogroup' && question.isRequired ? 'true' : null,
    'aria-invalid': role === 'radiogroup' && view.problems.length > 0 ? 'true' : null,
    'aria-describedby': describedBy(view),
  });
  return html`<fieldset${group}><legend class="${question.hasTitle ? 'title' : 'unseen'}">${title(view)}</legend>${details(view)}${controls}</fieldset>`;
}
