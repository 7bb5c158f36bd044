import {
  type IElement,
  PanelModel,
  type PanelModelBase,
  Question,
  QuestionBooleanModel,
  QuestionCommentModel,
  QuestionDropdownModel,
  QuestionExpressionModel,
  QuestionHtmlModel,
  QuestionImageModel,
  QuestionMatrixModel,
  QuestionRatingModel,
  QuestionSelectBase,
  QuestionTextModel,
} from 'survey-core';
import { attributes, type Html, html } from '../html/html.ts';
import { safeHtml } from '../html/safe-html.ts';
import type { PipedTexts } from '../survey/piped-text.ts';
import { choiceQuestion, dropdownQuestion } from './choices.ts';
import type { QuestionView } from './frame.ts';
import { booleanQuestion, matrixQuestion, ratingQuestion } from './scales.ts';
import { commentQuestion, textQuestion } from './text-fields.ts';

export interface ElementsContext {
  readonly piped: PipedTexts;
  viewOf(question: Question): QuestionView;
}

/** The visible elements of a page or panel, in their order. */
export function visibleElements(container: PanelModelBase, context: ElementsContext): Html[] {
  return container.elements.filter((element) => element.isVisible).map((element) => writeElement(element, context));
}

function writeElement(element: IElement, context: ElementsContext): Html {
  if (element instanceof PanelModel) {
    const title = element.hasTitle ? html`<h3>${element.locTitle.renderedHtml}</h3>` : null;
    const description = element.hasDescription
      ? html`<p class="description">${element.locDescription.renderedHtml}</p>`
      : null;
    return html`<section class="panel">${title}${description}${visibleElements(element, context)}</section>`;
  }
  return element instanceof Question ? writeQuestion(element, context) : html``;
}

function writeQuestion(question: Question, { piped, viewOf }: ElementsContext): Html {
  // The author's markup is cleaned with its piped text in place: a link made from it is checked as any other.
  if (question instanceof QuestionHtmlModel) {
    return html`<div class="prose">${safeHtml(piped.inMarkup(question.processedHtml))}</div>`;
  }
  if (question instanceof QuestionImageModel) return image(question);
  const view = viewOf(question);
  if (question instanceof QuestionTextModel) return textQuestion(view, question);
  if (question instanceof QuestionCommentModel) return commentQuestion(view, question);
  if (question instanceof QuestionRatingModel) return ratingQuestion(view, question);
  if (question instanceof QuestionBooleanModel) return booleanQuestion(view, question);
  if (question instanceof QuestionMatrixModel) return matrixQuestion(view, question);
  if (question instanceof QuestionDropdownModel) return dropdownQuestion(view, question);
  if (question instanceof QuestionSelectBase) return choiceQuestion(view, question);
  if (question instanceof QuestionExpressionModel) {
    return html`<div class="question"><p class="title">${question.locTitle.renderedHtml}</p><p>${question.formatedValue}</p></div>`;
  }
  return html``;
}

function image(question: QuestionImageModel): Html {
  const source = question.imageLink;
  if (!/^(https:|data:image\/)/.test(source ?? '')) return html``;
  return html`<img${attributes({ class: 'picture', src: source, alt: question.altText || question.title || '' })}>`;
}
