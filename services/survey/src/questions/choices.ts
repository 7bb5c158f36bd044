import { type ItemValue, type Question, QuestionCheckboxModel, type QuestionSelectBase } from 'survey-core';
import { attributes, type Html, html } from '../html/html.ts';
import { fieldNames } from './fields.ts';
import { describedBy, groupedQuestion, labelledQuestion, type QuestionView } from './frame.ts';
import { besidesField } from './text-fields.ts';

export interface Option {
  value: string;
  text: string;
  chosen: boolean;
  enabled: boolean;
  /** Opens the text field beside the choices. */
  isOther?: boolean;
  /** Told to assistive technology only, after the text. */
  hint?: string | null;
}

interface OptionGroup {
  view: QuestionView;
  name: string;
  type: 'radio' | 'checkbox';
  options: readonly Option[];
  firstId: string;
}

/** Radio buttons or checkboxes, each inside its label so that the whole card can be touched. */
export function optionLabels({ view, name, type, options, firstId }: OptionGroup): Html[] {
  return options.map((option, index) => {
    const input = attributes({
      id: index === 0 ? firstId : `${firstId}-${index}`,
      type,
      name,
      value: option.value,
      checked: option.chosen,
      disabled: !option.enabled,
      class: option.isOther ? 'is-other' : null,
      'aria-invalid': type === 'checkbox' && view.problems.length > 0 ? 'true' : null,
    });
    const hint = option.hint ? html`<span class="unseen"> ${option.hint}</span>` : null;
    return html`<label class="option"><input${input}><span>${option.text}${hint}</span></label>`;
  });
}

/** The choices that make sense without a script: "select all" does not. */
function optionsOf(question: QuestionSelectBase): Option[] {
  const items: readonly ItemValue[] = question.visibleChoices;
  const selectAll = question instanceof QuestionCheckboxModel ? question.selectAllItem : null;
  return items
    .filter((item) => item !== selectAll)
    .map((item) => ({
      value: String(item.value),
      text: item.locText.renderedHtml,
      chosen: question.isItemSelected(item),
      enabled: item.isEnabled && !question.isReadOnly,
      isOther: item === question.otherItem,
    }));
}

function besides(view: QuestionView, question: QuestionSelectBase): Html | null {
  if (question.hasOther) {
    return besidesField(
      view,
      question.otherPlaceholder || view.words.otherAnswer,
      question.otherValue ?? '',
      'besides other',
    );
  }
  return commentField(view, question);
}

export function commentField(view: QuestionView, question: Question): Html | null {
  if (!question.hasComment) return null;
  return besidesField(view, question.locCommentText.renderedHtml, question.comment ?? '', 'besides');
}

export function choiceQuestion(view: QuestionView, question: QuestionSelectBase): Html {
  const type = question instanceof QuestionCheckboxModel ? 'checkbox' : 'radio';
  const labels = optionLabels({
    view,
    name: fieldNames.answer(question),
    type,
    options: optionsOf(question),
    firstId: view.id,
  });
  const role = type === 'radio' ? 'radiogroup' : 'group';
  return groupedQuestion(view, role, html`<div class="options">${labels}</div>${besides(view, question)}`);
}

export function dropdownQuestion(view: QuestionView, question: QuestionSelectBase): Html {
  const select = attributes({
    id: view.id,
    name: fieldNames.answer(question),
    class: 'field',
    'aria-required': question.isRequired ? 'true' : null,
    'aria-invalid': view.problems.length > 0 ? 'true' : null,
    'aria-describedby': describedBy(view),
    disabled: question.isReadOnly,
  });
  const options = optionsOf(question).map((option) => {
    const given = attributes({
      value: option.value,
      selected: option.chosen,
      disabled: !option.enabled,
      class: option.isOther ? 'is-other' : null,
    });
    return html`<option${given}>${option.text}</option>`;
  });
  return labelledQuestion(
    view,
    html`<select${select}><option value="">${view.words.choose}</option>${options}</select>${besides(view, question)}`,
  );
}
