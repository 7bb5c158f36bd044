import { Html, html } from '../html/html.ts';
import { messagePage } from '../html/message-page.ts';
import { safeHtml } from '../html/safe-html.ts';
import { chooseLanguage } from '../survey/language.ts';
import type { OpenSurvey } from '../survey/open-survey.ts';
import type { PipedTexts } from '../survey/piped-text.ts';
import { type Words, wordLanguages, wordsFor } from '../words/words.ts';
import type { Unavailable } from './availability.ts';

export type Notice = Unavailable | 'not-found' | 'too-large';

const notices: Record<Notice, { status: number; icon: 'done' | 'info'; message(words: Words): Words['expired'] }> = {
  'already-answered': { status: 200, icon: 'done', message: (words) => words.alreadyAnswered },
  'not-found': { status: 404, icon: 'info', message: (words) => words.notFound },
  expired: { status: 410, icon: 'info', message: (words) => words.expired },
  revoked: { status: 410, icon: 'info', message: (words) => words.revoked },
  paused: { status: 200, icon: 'info', message: (words) => words.paused },
  closed: { status: 200, icon: 'info', message: (words) => words.closed },
  'too-large': { status: 413, icon: 'info', message: (words) => words.tooLarge },
};

/** The language for a page of our own words, by what is known of the reader. */
export function noticeLanguage(wishes: readonly (string | null)[]): string {
  return chooseLanguage(wordLanguages, wishes) ?? 'en';
}

export function noticePage(notice: Notice, language: string): { status: number; page: Html } {
  const { status, icon, message } = notices[notice];
  return { status, page: messagePage({ language, icon, message: message(wordsFor(language).words) }) };
}

/** The survey's own thank-you text: markup as the author wrote it, or a sentence that becomes the heading. */
export function thanksPage({ model, language }: OpenSurvey, piped: PipedTexts, action: Html | null = null): Html {
  const { words } = wordsFor(language);
  const own = model.processedCompletedHtml || model.getLocalizationString('completingSurvey');
  const isMarkup = /<[a-z]/i.test(own);
  const text = isMarkup ? safeHtml(piped.inMarkup(own)) : null;
  const message = { title: isMarkup ? model.locTitle.renderedHtml || words.thanks : own, text: words.thanks };
  const body = text && html`<div class="prose">${text}</div>`;
  return new Html(piped.inPage(messagePage({ language, icon: 'done', message, body, action }).markup));
}
