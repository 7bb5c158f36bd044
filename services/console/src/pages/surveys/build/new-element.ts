import { freshName, type Json, namesIn } from './survey-document.ts';

/** What can be added, in the order of the menu. */
export const addableKinds = [
  'nps',
  'rating',
  'radiogroup',
  'checkbox',
  'dropdown',
  'boolean',
  'matrix',
  'text',
  'comment',
  'html',
] as const;
export type AddableKind = (typeof addableKinds)[number];

interface Words {
  npsTitle: string;
  npsLow: string;
  npsHigh: string;
  choice(number: number): string;
  row(number: number): string;
}

/** An element of this kind that is complete but for its text, with a name that nothing else has. */
export function newElement(definition: Json, kind: AddableKind, words: Words): Json {
  const taken = new Set(namesIn(definition));
  const named = (name: string) => freshName(name, taken);
  const items = (count: number, write: (number: number) => string) =>
    Array.from({ length: count }, (_, index) => ({ value: `item${index + 1}`, text: write(index + 1) }));
  switch (kind) {
    case 'nps':
      return {
        type: 'rating',
        name: named('nps'),
        title: words.npsTitle,
        rateMin: 0,
        rateMax: 10,
        minRateDescription: words.npsLow,
        maxRateDescription: words.npsHigh,
      };
    case 'rating':
      return { type: 'rating', name: named('rating'), rateMin: 1, rateMax: 5 };
    case 'radiogroup':
    case 'checkbox':
    case 'dropdown':
      return { type: kind, name: named('choice'), choices: items(2, words.choice) };
    case 'matrix':
      return { type: kind, name: named('table'), rows: items(2, words.row), columns: items(3, words.choice) };
    case 'comment':
      return { type: kind, name: named('comment'), maxLength: 2000 };
    case 'html':
      return { type: kind, name: named('note') };
    default:
      return { type: kind, name: named(kind === 'boolean' ? 'yes_no' : 'answer') };
  }
}
