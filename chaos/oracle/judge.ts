import type { Books, Violation } from './books.ts';
import { judgeEffects } from './judge-effects.ts';
import { judgeIntake } from './judge-intake.ts';
import { judgeSending } from './judge-sending.ts';

/** Compares the books; an empty answer means that every guarantee was kept. */
export function judge(books: Books): Violation[] {
  return [...judgeIntake(books), ...judgeEffects(books), ...judgeSending(books)];
}
