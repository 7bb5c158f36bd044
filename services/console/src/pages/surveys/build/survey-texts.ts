import { isJson, type Json, textOf } from './survey-document.ts';

/** The language that a text has when nothing else is said. */
export const mainLanguage = 'default';

/** A text in exactly this language; empty where it is not translated. */
export function readText(value: unknown, language: string): string {
  if (isJson(value)) return textOf(value[language]);
  return language === mainLanguage ? textOf(value) : '';
}

/** What somebody who reads this language would see. */
export function shownText(value: unknown, language: string): string {
  return (
    readText(value, language) || readText(value, mainLanguage) || (isJson(value) ? textOf(Object.values(value)[0]) : '')
  );
}

/** The text with one language written; plain while there is only one. Undefined when nothing is left. */
export function writeText(value: unknown, language: string, text: string): unknown {
  const before: Json = isJson(value)
    ? value
    : typeof value === 'string' && value !== ''
      ? { [mainLanguage]: value }
      : {};
  const { [language]: _old, ...others } = before;
  const after: Json = text === '' ? others : { ...before, [language]: text };
  const languages = Object.keys(after);
  if (languages.length === 0) return undefined;
  return languages.length === 1 && languages[0] === mainLanguage ? after[mainLanguage] : after;
}

const translatable = new Set([
  'title',
  'description',
  'html',
  'text',
  'completedHtml',
  'minRateDescription',
  'maxRateDescription',
  'labelTrue',
  'labelFalse',
  'placeholder',
]);

/** The languages that some text of the survey is written in, besides its main one. */
export function languagesIn(value: unknown): string[] {
  const found = new Set<string>();
  const look = (each: unknown): void => {
    if (Array.isArray(each)) for (const entry of each) look(entry);
    if (!isJson(each)) return;
    for (const [key, inner] of Object.entries(each)) {
      if (translatable.has(key) && isJson(inner)) for (const language of Object.keys(inner)) found.add(language);
      else look(inner);
    }
  };
  look(value);
  found.delete(mainLanguage);
  return [...found].sort();
}

/** A choice, row or column: bare text is its own value. */
export interface Item {
  value: string;
  /** As SurveyJS holds it: plain, or one text per language; undefined = the value is shown. */
  text: unknown;
}

export function itemsOf(list: unknown): Item[] {
  if (!Array.isArray(list)) return [];
  return list.map((entry: unknown) =>
    isJson(entry)
      ? { value: String(entry.value ?? ''), text: entry.text }
      : { value: String(entry ?? ''), text: undefined },
  );
}

/** Numbers and what else stood in the list stay as they were where nothing changed. */
export function withItems(before: unknown, items: readonly Item[]): unknown[] {
  const old = new Map((Array.isArray(before) ? before : []).map((entry) => [itemsOf([entry])[0]?.value, entry]));
  return items.map(({ value, text }) => {
    const known = old.get(value);
    if (isJson(known)) return text === undefined ? known : { ...known, text };
    if (text === undefined || text === value) return known ?? value;
    return { value, text };
  });
}
