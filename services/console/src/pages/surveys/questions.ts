export interface Question {
  name: string;
  title: string;
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
    return [{ name: element.name, title: textIn(element.title, language) ?? element.name }];
  });
}

/** An answer in one line: lists joined, rows of a matrix named. */
export function answerText(answer: unknown): string {
  if (answer === null || answer === undefined) return '';
  if (Array.isArray(answer)) return answer.map(answerText).join(', ');
  if (isRecord(answer)) {
    return Object.entries(answer)
      .map(([row, value]) => `${row}: ${answerText(value)}`)
      .join(', ');
  }
  return String(answer);
}
