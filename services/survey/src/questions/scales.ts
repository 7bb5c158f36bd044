import type { QuestionBooleanModel, QuestionMatrixModel, QuestionRatingModel } from 'survey-core';
import { type Html, html } from '../html/html.ts';
import { commentField, type Option, optionLabels } from './choices.ts';
import { fieldNames } from './fields.ts';
import { groupedQuestion, type QuestionView } from './frame.ts';

/** Columns on a phone, so that each target stays at least 44 px wide at 360 px. */
function phoneColumns(count: number): number {
  if (count <= 6) return count;
  if (count <= 8) return 4;
  return count <= 10 ? 5 : 6;
}

/** Options side by side; those with words in them stand one below the other on a phone. */
function scaleClass(options: readonly Option[]): string {
  const worded = options.some((option) => option.text.length > 3);
  return worded ? `scale worded of-${options.length}` : `scale columns-${phoneColumns(options.length)}`;
}

export function ratingQuestion(view: QuestionView, question: QuestionRatingModel): Html {
  const items = question.visibleRateValues;
  const lowest = question.locMinRateDescription.renderedHtml;
  const highest = question.locMaxRateDescription.renderedHtml;
  const options = items.map((item, index) => ({
    value: String(item.value),
    text: item.locText.renderedHtml,
    chosen: !question.isEmpty() && question.value === item.value,
    enabled: !question.isReadOnly,
    hint: index === 0 ? lowest : index === items.length - 1 ? highest : null,
  }));
  const labels = optionLabels({ view, name: fieldNames.answer(question), type: 'radio', options, firstId: view.id });
  const ends =
    lowest || highest
      ? html`<div class="ends" aria-hidden="true"><span>${end(options[0], lowest)}</span><span>${end(options.at(-1), highest)}</span></div>`
      : null;
  return groupedQuestion(
    view,
    'radiogroup',
    html`<div class="${scaleClass(options)}">${labels}</div>${ends}${commentField(view, question)}`,
  );
}

/** "0 = Not likely": on a phone a scale may take two lines, where left and right alone would say nothing. */
function end(option: Option | undefined, description: string): string {
  return option && description ? `${option.text} = ${description}` : '';
}

export function booleanQuestion(view: QuestionView, question: QuestionBooleanModel): Html {
  const yes = { value: 'true', text: question.locLabelTrue.renderedHtml, chosen: question.booleanValue === true };
  const no = { value: 'false', text: question.locLabelFalse.renderedHtml, chosen: question.booleanValue === false };
  const options = [yes, no].map((option) => ({ ...option, enabled: !question.isReadOnly }));
  const labels = optionLabels({ view, name: fieldNames.answer(question), type: 'radio', options, firstId: view.id });
  return groupedQuestion(view, 'radiogroup', html`<div class="scale columns-2">${labels}</div>`);
}

export function matrixQuestion(view: QuestionView, question: QuestionMatrixModel): Html {
  const type = question.isMultiSelect ? 'checkbox' : 'radio';
  const rows = question.visibleRows.map((row, index) => {
    const chosen: readonly unknown[] = [row.value].flat();
    const options = question.visibleColumns.map((column) => ({
      value: String(column.value),
      text: column.locText.renderedHtml,
      chosen: chosen.includes(column.value),
      enabled: !question.isReadOnly,
    }));
    const labels = optionLabels({
      view,
      name: fieldNames.row(question, row.name),
      type,
      options,
      firstId: index === 0 ? view.id : `${view.id}-row-${index}`,
    });
    const title = `${view.id}-row-${index}-title`;
    const role = type === 'radio' ? 'radiogroup' : 'group';
    return html`<div class="row" role="${role}" aria-labelledby="${title}"><p class="row-title" id="${title}">${row.locText.renderedHtml}</p><div class="${scaleClass(options)}">${labels}</div></div>`;
  });
  return groupedQuestion(view, 'group', html`<div class="rows">${rows}</div>`);
}
