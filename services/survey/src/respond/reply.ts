import type { Request, Response } from 'express';
import type { Html } from '../html/html.ts';
import { sendPage } from '../html/send.ts';
import { countPage, type PageOutcome } from '../metrics.ts';
import { parseAcceptLanguage } from '../survey/language.ts';
import { type Notice, noticeLanguage, noticePage } from './notices.ts';

/** What a request is answered with, and how it counts. */
export type Reply =
  | { outcome: PageOutcome; status: number; page: Html }
  /** After a post: "see other", so that a reload repeats the looking and not the sending. */
  | { outcome: PageOutcome; seeOther: string };

export function sendReply(response: Response, reply: Reply): void {
  countPage(reply.outcome);
  if ('seeOther' in reply) response.redirect(303, reply.seeOther);
  else sendPage(response, reply.status, reply.page);
}

/** What is known of a reader from the request: a language asked for, and what the browser accepts. */
export interface Reader {
  language: string | null;
  accepted: readonly string[];
}

export function readerOf(request: Request): Reader {
  return {
    language: textOf(request.query.lang),
    accepted: parseAcceptLanguage(request.get('accept-language') ?? ''),
  };
}

/** A query parameter given once and not empty. */
export function textOf(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null;
}

/** A page that says why there are no questions; `invited` = the language of the invitation, where one is known. */
export function noticeReply(kind: Notice, reader: Reader, invited: string | null = null): Reply {
  const language = noticeLanguage([reader.language, invited, ...reader.accepted]);
  return { outcome: kind, ...noticePage(kind, language) };
}
