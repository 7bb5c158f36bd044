import {
  type ItemValue,
  type Question,
  QuestionBooleanModel,
  QuestionCheckboxModel,
  QuestionCommentModel,
  QuestionMatrixModel,
  QuestionRatingModel,
  QuestionSelectBase,
  QuestionTextModel,
} from 'survey-core';
import type { Words } from '../words/words.ts';
import { fieldNames, longestComment, longestText, maxLengthOf } from './fields.ts';
import { readText } from './read-text.ts';

/**
 * Takes a question's answer from a posted form into the model. Only values that the question offers are taken, anything
 * else counts as no answer. Answers in words the problem with a text that can't be an answer, or null.
 */
export function readAnswer(question: Question, form: URLSearchParams, words: Words): string | null {
  if (question instanceof QuestionTextModel) {
    const read = readText(question, form.get(fieldNames.answer(question)) ?? '', words);
    if ('problem' in read) return read.problem;
    setValue(question, read.value);
    return null;
  }
  if (question instanceof QuestionCommentModel) return readComment(question, form, words);
  if (question instanceof QuestionBooleanModel) {
    const posted = form.get(fieldNames.answer(question));
    if (posted === 'true' || posted === 'false') question.booleanValue = posted === 'true';
    else question.clearValue();
    return null;
  }
  if (question instanceof QuestionMatrixModel) {
    setValue(question, readMatrix(question, form));
    return null;
  }
  if (question instanceof QuestionRatingModel) {
    setValue(question, offered(question.visibleRateValues, form.get(fieldNames.answer(question))));
  } else if (question instanceof QuestionCheckboxModel) {
    setValue(question, offeredList(question.visibleChoices, form.getAll(fieldNames.answer(question))));
  } else if (question instanceof QuestionSelectBase) {
    setValue(question, offered(question.visibleChoices, form.get(fieldNames.answer(question))));
  }
  return readBesides(question, form, words);
}

function setValue(question: Question, value: unknown): void {
  if (value === null) question.clearValue(true);
  else question.value = value;
}

function readComment(question: QuestionCommentModel, form: URLSearchParams, words: Words): string | null {
  // Browsers send line ends as CR LF, and count them as one character against maxlength.
  const text = (form.get(fieldNames.answer(question)) ?? '').replaceAll('\r\n', '\n').trim();
  const maximum = maxLengthOf(question.getMaxLength(), longestComment);
  if (text.length > maximum) return words.tooLong(maximum);
  setValue(question, text === '' ? null : text);
  return null;
}

/** The text of "other" or of a question's comment field. */
function readBesides(question: Question, form: URLSearchParams, words: Words): string | null {
  const other = question instanceof QuestionSelectBase && question.isOtherSelected;
  if (!other && !question.hasComment) {
    question.comment = '';
    return null;
  }
  const text = (form.get(fieldNames.comment(question)) ?? '').trim();
  if (text.length > longestText) return words.tooLong(longestText);
  if (other) question.otherValue = text;
  else question.comment = text;
  return null;
}

function offered(items: readonly ItemValue[], posted: string | null): unknown {
  if (posted === null) return null;
  return items.find((item) => item.isEnabled && String(item.value) === posted)?.value ?? null;
}

function offeredList(items: readonly ItemValue[], posted: readonly string[]): unknown[] | null {
  const wanted = new Set(posted);
  const values = items.filter((item) => item.isEnabled && wanted.has(String(item.value))).map((item) => item.value);
  return values.length === 0 ? null : values;
}

function readMatrix(matrix: QuestionMatrixModel, form: URLSearchParams): Record<string, unknown> | null {
  const answered = matrix.visibleRows.flatMap((row): [string, unknown][] => {
    const posted = form.getAll(fieldNames.row(matrix, row.name));
    const value = matrix.isMultiSelect
      ? offeredList(matrix.visibleColumns, posted)
      : offered(matrix.visibleColumns, posted[0] ?? null);
    return value === null ? [] : [[row.name, value]];
  });
  return answered.length === 0 ? null : Object.fromEntries(answered);
}
