import type { Question } from 'survey-core';

/** Names of form fields. They are made from the question, never read back: what is posted is looked up by them. */
export const fieldNames = {
  answer: (question: Question) => `a:${question.name}`,
  /** The text beside "other", or a question's comment. */
  comment: (question: Question) => `c:${question.name}`,
  row: (question: Question, row: unknown) => `m:${JSON.stringify([question.name, row])}`,
} as const;

/** Longest answer in characters where the question sets no limit of its own. */
export const longestText = 2_000;
export const longestComment = 20_000;

/** The limit that holds: the author's own, never above ours. */
export function maxLengthOf(ownLimit: unknown, ours: number): number {
  const own = Number(ownLimit);
  return own > 0 ? Math.min(own, ours) : ours;
}
