import type { Resource } from '../../../api/client.ts';
import type { Catalogue } from '../../../i18n/text.tsx';

type Problem = Resource<'DefinitionProblem'>;

export const isUnder = ({ pointer }: Problem, place: string) => pointer === place || pointer.startsWith(`${place}/`);

/** What is wrong at a place or below it, in words, each once. */
export function problemsUnder(problems: readonly Problem[], place: string): string[] {
  return [...new Set(problems.filter((problem) => isUnder(problem, place)).map(sayProblem))];
}

export function sayProblem({ sentence, mend }: Problem): string {
  return [sentence, mend].filter(Boolean).join(' ');
}

/**
 * A mistake in the reader's language: English is what the API says, another language has the codes translated. What the
 * server says of a form that is not filled in is for programs; people get a sentence that names the field.
 */
export function inWords(problem: Problem, t: Catalogue): Problem {
  if (problem.code !== 'incomplete') return { ...problem, ...t.workflowProblems[problem.code]?.(problem.about) };
  const part = problem.pointer.split('/').findLast((name) => !/^\d+$/.test(name)) ?? '';
  return { ...problem, sentence: t.builder.incomplete(t.builder.partName(part)), mend: '' };
}
