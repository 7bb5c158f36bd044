import type { Catalogue } from '../../../i18n/text.tsx';
import { stepTitle } from './field-choices.ts';
import type { NamedPlace } from './move-step.ts';

/** A place in words: `after “Update the contact”`, `at the start of “If met” of “Branch”`. */
export function sayPlace({ after, within }: NamedPlace, t: Catalogue): string {
  const where = after === null ? t.builder.atTheStart : t.builder.after(stepTitle(after, t));
  if (within === null) return where;
  const arm = within.arm === 'steps' ? t.workflows.whenMet : t.workflows.otherwise;
  return t.builder.onWay(where, arm, stepTitle(within.branch, t));
}
