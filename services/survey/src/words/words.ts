import { de } from './de.ts';
import { en } from './en.ts';
import { es } from './es.ts';
import { fr } from './fr.ts';

export interface Message {
  title: string;
  text: string;
}

/** What the pages say themselves. A survey's own texts, its buttons and validation are survey-core's, in many more languages. */
export interface Words {
  pageOf(page: number, pages: number): string;
  problems(count: number): string;
  errorPrefix: string;
  required: string;
  moreQuestions: string;
  languages: string;
  otherAnswer: string;
  choose: string;
  tooLong(maximum: number): string;
  notANumber: string;
  notADate: string;
  thanks: string;
  alreadyAnswered: Message;
  notFound: Message;
  expired: Message;
  revoked: Message;
  paused: Message;
  closed: Message;
  tooLarge: Message;
  cannotOpen: Message;
  /** What was sent could not be saved; it can be sent again from the page that says so. */
  failed: Message;
  sendAgain: string;
  preview: string;
  previewGone: Message;
  previewNothingToShow: Message;
  previewLeftOut(names: string): string;
  previewAgain: string;
  optOut: {
    email: Message & { confirm: string; already: Message };
    sms: Message & { confirm: string; already: Message };
    done: Message;
    undo: string;
    undone: Message;
    again: string;
    failed: Message;
  };
}

const known: Record<string, Words> = { en, de, es, fr };

/** The language in which the pages' own words are there for a person who reads this one. */
export function wordsFor(language: string): { language: string; words: Words } {
  const base = language.toLowerCase().split(/[-_]/)[0] ?? '';
  const words = known[base];
  return words ? { language: base, words } : { language: 'en', words: en };
}

export const wordLanguages: readonly string[] = Object.keys(known);
