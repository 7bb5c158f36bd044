import { isTransientDatabaseError } from '@canvass/database';
import type { Logger } from '@canvass/platform';
import type { ErrorRequestHandler, Request, Response } from 'express';
import { type Html, html } from '../html/html.ts';
import { messagePage } from '../html/message-page.ts';
import { sendPage } from '../html/send.ts';
import { countPage } from '../metrics.ts';
import { wordsFor } from '../words/words.ts';
import { noticeLanguage, noticePage } from './notices.ts';
import { postedForm } from './posted-form.ts';
import { readerOf } from './reply.ts';

/** Seconds; the pages say "in a minute". */
const retryAfter = '60';

/** Answers what could not be done; the status is set already. */
export type FailureAnswer = (request: Request, response: Response, language: string) => void;

/**
 * An answer to what went wrong: 503 while the database is away, 500 for a fault of ours. The log line has neither the
 * address (it holds a token) nor what was sent.
 */
export function answerFailure(log: Logger, answer: FailureAnswer): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const { language: asked, accepted } = readerOf(request);
    const language = noticeLanguage([asked, postedForm(request).get('lang'), ...accepted]);
    const status = statusOf(error);
    if (status < 500) {
      const kind = status === 413 ? 'too-large' : 'not-found';
      countPage(kind);
      const notice = noticePage(kind, language);
      return sendPage(response, notice.status, notice.page);
    }
    if (status === 503) {
      response.set('Retry-After', retryAfter);
      log.warn({ err: error, method: request.method }, 'survey.database-unavailable');
    } else {
      log.error({ err: error, method: request.method }, 'survey.page-failed');
    }
    countPage(status === 503 ? 'unavailable' : 'failed');
    answer(request, response.status(status), language);
  };
}

function statusOf(error: unknown): number {
  if (isTransientDatabaseError(error)) return 503;
  return error instanceof Error && 'status' in error && typeof error.status === 'number' ? error.status : 500;
}

/** For a page that was only looked at: nothing can have been lost. */
export const cannotOpen: FailureAnswer = (_request, response, language) => {
  const message = wordsFor(language).words.cannotOpen;
  sendPage(response, response.statusCode, messagePage({ language, icon: 'info', message }));
};

/**
 * For a survey's page: what was typed travels in the answer, ready to be sent again. Going back would lose it, since the
 * page is not kept by the browser and could not be opened either.
 */
export const cannotOpenOrSave: FailureAnswer = (request, response, language) => {
  if (request.method !== 'POST') return cannotOpen(request, response, language);
  const { failed, sendAgain } = wordsFor(language).words;
  const fields = [...postedForm(request)].map(
    ([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`,
  );
  const action: Html = html`<form method="post" action="${request.baseUrl + request.path}">${fields}<div class="buttons"><button class="main-button">${sendAgain}</button></div></form>`;
  sendPage(response, response.statusCode, messagePage({ language, icon: 'info', message: failed, action }));
};
