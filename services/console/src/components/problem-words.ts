import type { Problem } from '../api/problem.ts';
import type { Catalogue } from '../i18n/text.tsx';

interface Words {
  sentence: string;
  remedy: string | null;
}

/**
 * Sentence and remedy of an error code in the reader's language. English is what the API says; the other languages
 * have the catalogue's codes translated, and fall back to the API's words for a code they don't know yet.
 */
export function failureWords(code: string, said: Words, t: Catalogue): Words {
  return t.failures[code] ?? said;
}

export function problemWords(problem: Problem, t: Catalogue): Words {
  if (problem.code === 'unreachable') return t.errors.unreachable;
  if (problem.code === 'console-failed') return t.errors.consoleFailed;
  return failureWords(
    problem.code,
    { sentence: problem.sentence || t.errors.unexpected(problem.status), remedy: problem.remedy },
    t,
  );
}
