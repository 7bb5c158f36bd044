import { isQuestion, jsonPointer, type SurveyElement } from './survey-elements.ts';
import type { SurveyFlow } from './survey-flow.ts';
import type { SurveyProblem, SurveyProblemCode } from './survey-problem.ts';

/** What is wrong with the names of a survey flow's embedded data: a name must be spelled exactly as the facts are. */
export function checkEmbeddedData(flow: SurveyFlow, elements: readonly SurveyElement[]): SurveyProblem[] {
  const questions = new Set(elements.flatMap(({ element }) => (isQuestion(element) ? [element.name] : [])));
  const seen = new Map<string, string>();
  return flow.embeddedData.flatMap(({ name }, index): SurveyProblem[] => {
    const make = (severity: SurveyProblem['severity'], code: SurveyProblemCode, sentence: string, mend: string) => [
      { severity, code, place: jsonPointer(['flow', 'embeddedData', index, 'name']), sentence, mend, about: { name } },
    ];
    const earlier = seen.get(name.toLowerCase());
    seen.set(name.toLowerCase(), name);
    if (name.trim() === '') {
      return make('error', 'embedded-data-name-blank', 'A field has no name.', 'Name it, or delete it.');
    }
    if (name.trim() !== name) {
      const sentence = `“${name}” begins or ends with a space, so it never matches the field of that name.`;
      return make('error', 'embedded-data-name-spaces', sentence, 'Remove the space.');
    }
    if (earlier === name) {
      return make('error', 'embedded-data-repeated', `“${name}” is declared twice.`, 'Delete one of them.');
    }
    if (earlier !== undefined) {
      const sentence = `“${name}” and “${earlier}” differ only in upper and lower case: they are two fields.`;
      return make(
        'warning',
        'embedded-data-differs-by-case',
        sentence,
        'Keep the one that is spelled as in Salesforce.',
      );
    }
    if (questions.has(name)) {
      const sentence = `“${name}” is also the name of a question: an export would have two columns of that name.`;
      return make('warning', 'embedded-data-named-as-question', sentence, 'Rename one of the two.');
    }
    return [];
  });
}
