import type { Catalogue } from '../i18n/text.tsx';
import { contactFieldName } from './contact-field-name.ts';
import { expressionLabel, readExpression } from './piped-expression.ts';

export interface ChipWords {
  /** The field by the name that people know it by. */
  label: string;
  /** What is done to it and what stands in for it: `date, or “soon”`. Empty where nothing is. */
  note: string;
}

const contactPath = /^contact\.(\w+)$/;
const longestFallback = 24;

/** What a chip says of an expression. */
export function chipWords(expression: string, t: Catalogue): ChipWords {
  const read = readExpression(expression);
  if (read === null) {
    const [, ...filters] = expression.split('|');
    return { label: expressionLabel(expression), note: filters.join('|').trim() };
  }
  const { path, format, fallback } = read;
  const notes = [
    ...(format === null ? [] : [t.builder.chipFormats[format.filter]]),
    ...(fallback === '' ? [] : [t.builder.chipFallback(cut(fallback))]),
  ];
  return { label: nameOf(path, t), note: notes.join(', ') };
}

function nameOf(path: string, t: Catalogue): string {
  if (path === 'survey.link') return t.builder.surveyLink;
  if (path === 'optOut.link') return t.builder.optOutLink;
  const field = contactPath.exec(path)?.[1];
  return field === undefined ? expressionLabel(path) : contactFieldName(field, t);
}

const cut = (text: string) => (text.length > longestFallback ? `${text.slice(0, longestFallback)}…` : text);
