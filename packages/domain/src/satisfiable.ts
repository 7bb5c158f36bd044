import type { Formula, Literal } from './condition-formula.ts';
import { mayHold } from './one-value.ts';

/** What the search may still do, shared by all that is asked of one definition: it ends in well under a second. */
export interface SearchBudget {
  left: number;
}

export const newSearchBudget = (): SearchBudget => ({ left: 100_000 });

/** False when nothing can meet all of these at once. True says nothing: also where the search was given up. */
export function maybeMet(formulas: readonly Formula[], timeZone: string, budget: SearchBudget): boolean {
  /** Tries every way to meet what is open beside what is taken as met. */
  function search(open: readonly Formula[], taken: ReadonlyMap<string, readonly Literal[]>): boolean {
    budget.left -= 1;
    if (budget.left <= 0) return true;
    const [first, ...rest] = open;
    if (first === undefined) return true;
    if (first.kind === 'all') return search([...first.of, ...rest], taken);
    // Choices come last: what is certain narrows them.
    if (first.kind === 'any') {
      const certain = rest.findIndex((formula) => formula.kind !== 'any');
      if (certain !== -1)
        return search([...rest.slice(certain, certain + 1), first, ...rest.toSpliced(certain, 1)], taken);
      return first.of.some((each) => search([each, ...rest], taken));
    }
    const together = [...(taken.get(first.subject) ?? []), first];
    budget.left -= together.length;
    return mayHold(together, timeZone) && search(rest, new Map(taken).set(first.subject, together));
  }
  return sizeOf(formulas) > maxLiterals || search(formulas, new Map());
}

const maxLiterals = 1_000;

function sizeOf(formulas: readonly Formula[]): number {
  return formulas.reduce((sum, each) => sum + (each.kind === 'literal' ? 1 : sizeOf(each.of)), 0);
}
