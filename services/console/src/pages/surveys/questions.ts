export interface Question {
  name: string;
  title: string;
  /** What its answers are called to people, by the value that is stored: choices, points, rows and columns. */
  labels: ReadonlyMap<string, string>;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** SurveyJS texts are plain, or one text per language. */
function textIn(value: unknown, language: string): string | null {
  if (typeof value === 'string') return value;
  if (!isRecord(value)) return null;
  const text = value[language] ?? value.default ?? Object.values(value)[0];
  return typeof text === 'string' ? text : null;
}

/** The questions of a SurveyJS definition in their order, through pages and panels. */
export function questionsOf(definition: unknown, language: string): Question[] {
  if (!isRecord(definition)) return [];
  const children = [definition.pages, definition.elements].filter(Array.isArray).flat();
  return children.flatMap((element) => {
    if (!isRecord(element)) return [];
    const nested = questionsOf(element, language);
    if (nested.length > 0) return nested;
    if (typeof element.name !== 'string' || typeof element.type !== 'string') return [];
    if (element.type === 'html' || element.type === 'panel' || element.type === 'image') return [];
    return [
      {
        name: element.name,
        title: textIn(element.title, language) ?? element.name,
        labels: labelsOf(element, language),
      },
    ];
  });
}

function labelsOf(element: Record<string, unknown>, language: string): ReadonlyMap<string, string> {
  const items = [element.choices, element.rateValues, element.rows, element.columns].filter(Array.isArray).flat();
  const named = items.flatMap((item): [string, string][] => {
    if (!isRecord(item)) return [];
    const text = textIn(item.text, language);
    return text === null ? [] : [[String(item.value ?? item.name), text]];
  });
  const words = { true: textIn(element.labelTrue, language), false: textIn(element.labelFalse, language) };
  const spoken = Object.entries(words).flatMap(([value, text]): [string, string][] => (text === null ? [] : [[value, text]])); // biome-ignore format: one thought
  return new Map([...named, ...spoken]);
}

const noLabels: ReadonlyMap<string, string> = new Map();

/** An answer in one line, as the person read it: lists joined, rows of a matrix named. */
export function answerText(answer: unknown, labels = noLabels): string {
  if (answer === null || answer === undefined) return '';
  if (Array.isArray(answer)) return answer.map((each) => answerText(each, labels)).join(', ');
  if (isRecord(answer)) {
    return Object.entries(answer)
      .map(([row, value]) => `${labels.get(row) ?? row}: ${answerText(value, labels)}`)
      .join(', ');
  }
  return labels.get(String(answer)) ?? String(answer);
}
