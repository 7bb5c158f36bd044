import type { QuestionTextModel } from 'survey-core';
import type { Words } from '../words/words.ts';
import { longestText, maxLengthOf } from './fields.ts';

export type ReadText = { value: string | number | null } | { problem: string };

const shapes: Record<string, RegExp> = {
  date: /^\d{4,6}-\d{2}-\d{2}$/,
  'datetime-local': /^\d{4,6}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2})?$/,
  month: /^\d{4,6}-\d{2}$/,
  week: /^\d{4,6}-W\d{2}$/,
  time: /^\d{2}:\d{2}(:\d{2})?$/,
};

function isDate(inputType: string, text: string): boolean {
  if (!shapes[inputType]?.test(text)) return false;
  if (inputType === 'week') return true;
  const day = inputType === 'time' ? `2000-01-01T${text}` : inputType === 'month' ? `${text}-01` : text;
  const instant = new Date(day.length === 10 ? `${day}T00:00:00Z` : `${day}Z`);
  // 31 February rolls over into March: such a date is not one
  return (
    !Number.isNaN(instant.getTime()) && (inputType === 'time' || instant.toISOString().startsWith(day.slice(0, 10)))
  );
}

/** A posted text as the question's input type understands it; null = nothing was entered. */
export function readText(question: QuestionTextModel, posted: string, words: Words): ReadText {
  const text = posted.trim();
  if (text === '') return { value: null };
  const maximum = maxLengthOf(question.getMaxLength(), longestText);
  if (text.length > maximum) return { problem: words.tooLong(maximum) };
  const { inputType } = question;
  if (inputType === 'number' || inputType === 'range') {
    const number = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
    return Number.isFinite(number) ? { value: number } : { problem: words.notANumber };
  }
  if (shapes[inputType]) return isDate(inputType, text) ? { value: text } : { problem: words.notADate };
  return { value: text };
}
