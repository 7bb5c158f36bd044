/** Any JSON object. */
export type JsonObject = Record<string, unknown>;

export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export interface SurveyElement {
  element: JsonObject;
  /** From the definition's root: `['pages', 0, 'elements', 2]`. */
  path: readonly (string | number)[];
}

/** Deeper than this nothing is looked for: a definition nests panels a few times at most. */
const maxDepth = 20;

/** Every element of every page and panel, in the order of the survey. */
export function surveyElements(value: unknown, path: readonly (string | number)[] = []): SurveyElement[] {
  if (!isJsonObject(value) || path.length > maxDepth) return [];
  return ['pages', 'elements', 'templateElements', 'questions'].flatMap((key) => {
    const list = value[key];
    if (!Array.isArray(list)) return [];
    return list.flatMap((entry: unknown, index): SurveyElement[] => {
      const here = [...path, key, index];
      const inside = surveyElements(entry, here);
      return key === 'pages' || !isJsonObject(entry) ? inside : [{ element: entry, path: here }, ...inside];
    });
  });
}

/** RFC 6901. */
export function jsonPointer(path: readonly (string | number)[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

/** Elements that show something and take no answer. */
const contentTypes: ReadonlySet<unknown> = new Set(['html', 'image', 'panel']);

export function isQuestion(element: JsonObject): boolean {
  return !contentTypes.has(element.type);
}

/** A text of SurveyJS, which is plain or one text per language, in the language asked for or else its default. */
export function surveyText(value: unknown, language = 'default'): string | null {
  if (typeof value === 'string') return value;
  if (!isJsonObject(value)) return null;
  const text = value[language] ?? value.default ?? value.en ?? Object.values(value)[0];
  return typeof text === 'string' ? text : null;
}
