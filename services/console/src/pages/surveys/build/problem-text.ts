import type { Resource } from '../../../api/client.ts';
import type { Catalogue } from '../../../i18n/text.tsx';

/** A mistake in the reader's language. English is what the API says; another language has the codes translated. */
export function problemText(problem: Resource<'SurveyProblem'>, t: Catalogue): { sentence: string; mend: string } {
  return t.surveyProblems[problem.code]?.(problem.about) ?? problem;
}
