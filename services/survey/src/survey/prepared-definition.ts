import { surveyElementTypes } from '@canvass/domain';

/**
 * A survey definition made ready for one page request after another: piped text is taken out of survey-core's sight (its
 * own `{…}` would eat the braces) and comes back when the page is written; what a page without scripts can't do is left out.
 */
export interface PreparedDefinition {
  readonly json: Readonly<Record<string, unknown>>;
  /** The piped-text expressions, by the number in their mark. */
  readonly pipedTexts: readonly string[];
  /** Elements of the definition that the respondent's page can't show, by name. */
  readonly leftOut: readonly string[];
}

const supported: ReadonlySet<unknown> = new Set(surveyElementTypes);

// Private-use characters: no definition needs them, and no text processing touches them.
const [markStart, markEnd] = ['\uE000', '\uE001'];
export const pipedTextMark = /\uE000(\d+)\uE001/g;
// Tags belong together (if … endif), so that all between the first and the last is one expression.
const pipedText = /\{%[\s\S]*%\}|\{\{[\s\S]*?\}\}/g;

/** Lists whose entries may be written as bare text: there the text is the stored value too, and must stay as it is. */
const itemLists = new Set(['choices', 'rows', 'columns', 'rateValues']);
/** Names, stored values and expressions: never shown, so never piped. */
const neverShown = /^(name|valueName|value|valueTrue|valueFalse|type|regex|.*(If|[eE]xpression))$/;
/** Settings of the survey that call out, leave the page, or page differently in a browser. */
const browserOnly = new Set([
  'surveyId',
  'surveyPostId',
  'clientId',
  'navigateToUrl',
  'navigateToUrlOnCondition',
  'cookieName',
  'questionsOnPageMode',
  'showPreviewBeforeComplete',
  'firstPageIsStartPage',
  'firstPageIsStarted',
  'timeLimit',
  'timeLimitPerPage',
  'readOnly',
  'mode',
  'lazyRenderEnabled',
]);

export function prepareDefinition(definition: unknown): PreparedDefinition {
  const pipedTexts: string[] = [];
  const leftOut: string[] = [];

  function text(value: string): string {
    return value.replace(/[\uE000\uE001]/g, '').replace(pipedText, (expression) => {
      pipedTexts.push(expression);
      return `${markStart}${pipedTexts.length - 1}${markEnd}`;
    });
  }
  function item(entry: unknown): unknown {
    return typeof entry === 'string' && entry.search(pipedText) >= 0
      ? { value: entry, text: text(entry) }
      : walk(entry);
  }
  function walk(value: unknown): unknown {
    if (typeof value === 'string') return text(value);
    if (Array.isArray(value)) return value.filter(isShown).map(walk);
    if (typeof value !== 'object' || value === null) return value;
    return Object.fromEntries(
      Object.entries(value).flatMap(([key, inner]) => {
        if (key === 'choicesByUrl') return []; // the server would call out
        if (neverShown.test(key)) return [[key, inner]];
        if (itemLists.has(key) && Array.isArray(inner)) return [[key, inner.map(item)]];
        return [[key, walk(inner)]];
      }),
    );
  }
  function isShown(element: unknown): boolean {
    if (typeof element !== 'object' || element === null) return true;
    const { type, name } = element as { type?: unknown; name?: unknown };
    if (type === undefined || name === undefined || supported.has(type)) return true;
    leftOut.push(String(name));
    return false;
  }

  const root = typeof definition === 'object' && definition !== null ? definition : {};
  const shown = Object.entries(root).filter(([key]) => !browserOnly.has(key));
  const json = walk(Object.fromEntries(shown)) as Record<string, unknown>;
  return { json, pipedTexts, leftOut };
}
