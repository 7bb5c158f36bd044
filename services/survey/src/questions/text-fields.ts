import type { Question, QuestionCommentModel, QuestionTextModel } from 'survey-core';
import { attributes, type Html, html } from '../html/html.ts';
import { fieldNames, longestComment, longestText, maxLengthOf } from './fields.ts';
import { describedBy, labelledQuestion, type QuestionView } from './frame.ts';

const dateTypes = new Set(['date', 'datetime-local', 'month', 'week', 'time']);
/** Input types a browser without scripts handles well; others are written as plain text. */
const inputTypes = new Set(['email', 'number', 'tel', 'url', 'password', ...dateTypes]);

function commonAttributes(view: QuestionView) {
  return {
    id: view.id,
    name: fieldNames.answer(view.question),
    'aria-required': view.question.isRequired ? 'true' : null,
    'aria-invalid': view.problems.length > 0 ? 'true' : null,
    'aria-describedby': describedBy(view),
  };
}

function shownText(view: QuestionView): string {
  const { value } = view.question;
  return view.typed ?? (value === undefined || value === null ? '' : String(value));
}

export function textQuestion(view: QuestionView, question: QuestionTextModel): Html {
  const type = inputTypes.has(question.inputType) ? question.inputType : 'text';
  const isNumber = type === 'number' || question.inputType === 'range';
  const input = attributes({
    ...commonAttributes(view),
    // A number field would drop what is no number before anyone could explain; this one also takes a decimal comma.
    type: isNumber ? 'text' : type,
    inputmode: isNumber ? 'decimal' : null,
    class: isNumber || dateTypes.has(type) ? 'field short' : 'field',
    value: shownText(view),
    maxlength: dateTypes.has(type) ? null : maxLengthOf(question.getMaxLength(), longestText),
    placeholder: question.placeholder || null,
    autocomplete: question.autocomplete || null,
    disabled: question.isReadOnly,
  });
  return labelledQuestion(view, html`<input${input}>`);
}

export function commentQuestion(view: QuestionView, question: QuestionCommentModel): Html {
  const area = attributes({
    ...commonAttributes(view),
    class: 'field',
    rows: Math.min(Math.max(Number(question.rows) || 4, 2), 12),
    maxlength: maxLengthOf(question.getMaxLength(), longestComment),
    placeholder: question.placeholder || null,
    disabled: question.isReadOnly,
  });
  return labelledQuestion(view, html`<textarea${area}>\n${shownText(view)}</textarea>`);
}

/** The field for a text beside the chosen answers: "other", or a comment. */
export function besidesField(view: QuestionView, label: string, text: string, classes: string): Html {
  const question: Question = view.question;
  const input = attributes({
    id: `${view.id}-text`,
    name: fieldNames.comment(question),
    type: 'text',
    class: 'field',
    value: text,
    maxlength: longestText,
    disabled: question.isReadOnly,
  });
  return html`<div class="${classes}"><label for="${view.id}-text">${label}</label><input${input}></div>`;
}
