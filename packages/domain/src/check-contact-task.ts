import { type DefinitionProblem, doubtful, wrong } from './definition-problem.ts';
import type { ContactTask, contactMatchKeys } from './workflow-definition.ts';

const words: Record<(typeof contactMatchKeys)[number], string> = {
  externalReference: 'external reference',
  email: 'e-mail',
  phone: 'phone',
};

/** A contact is found by values: a key that no value is written for finds nobody. */
export function checkContactTask({ matchBy, contact }: ContactTask, place: string): DefinitionProblem[] {
  const without = matchBy.filter((key) => (contact[key] ?? '').trim() === '');
  if (without.length === matchBy.length) {
    const keys = matchBy.map((key) => words[key]).join(', ');
    const sentence = `The contact is found by ${keys}, and nothing is written there.`;
    const about = { keys: matchBy.join(',') };
    return [wrong('match-value-missing', `${place}/matchBy`, sentence, 'Write a value for it.', { about })];
  }
  return without.map((key) => {
    const sentence = `Nothing is written for ${words[key]}: no contact is ever found by it.`;
    const mend = 'Write a value for it, or do not match by it.';
    return doubtful('match-key-unused', `${place}/matchBy`, sentence, mend, { about: { key } });
  });
}
