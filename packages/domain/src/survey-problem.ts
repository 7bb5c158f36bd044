/** What can be wrong with a survey. A code, once published, is never reused for something else. */
export const surveyProblemCodes = [
  'unknown-element',
  'definition-unreadable',
  'name-missing',
  'name-repeated',
  'title-missing',
  'choices-missing',
  'choice-repeated',
  'choice-empty',
  'rows-missing',
  'columns-missing',
  'scale-reversed',
  'scale-too-long',
  'content-missing',
  'image-address',
  'condition-unknown-question',
  'page-empty',
  'asks-nothing',
  'piped-text',
  'embedded-data-not-declared',
  'embedded-data-name-blank',
  'embedded-data-name-spaces',
  'embedded-data-repeated',
  'embedded-data-differs-by-case',
  'embedded-data-named-as-question',
  'translation-missing',
] as const;
export type SurveyProblemCode = (typeof surveyProblemCodes)[number];

export interface SurveyProblem {
  /** An error keeps the survey from being published; a warning does not. */
  severity: 'error' | 'warning';
  code: SurveyProblemCode;
  /** JSON pointer into what the API takes: `/definition/pages/0/elements/1/choices`. */
  place: string;
  sentence: string;
  mend: string;
  /** What the sentence speaks of (`name`, `type`, `value`, …), for interfaces that say it in another language. */
  about: Record<string, string>;
}
