import type { ActivityAnnouncer, Pool } from '@canvass/database';
import { httpServerSpan, type Logger } from '@canvass/platform';
import express, { type Express, type Router } from 'express';
import { type FrameAncestors, sendPage, setPageHeaders } from './html/send.ts';
import { countPage } from './metrics.ts';
import { optOutRouter } from './opt-out/router.ts';
import { previewRouter } from './preview/router.ts';
import { answerFailure, cannotOpen } from './respond/failures.ts';
import { noticeLanguage, noticePage } from './respond/notices.ts';
import { respondRouter } from './respond/router.ts';
import { Definitions } from './survey/definitions.ts';
import { parseAcceptLanguage } from './survey/language.ts';

export interface SurveyAppDeps {
  pool: Pool;
  announcer: ActivityAnnouncer;
  log: Logger;
  frameAncestors: FrameAncestors;
  webhooks: Router;
}

/** The public edge: respondents' pages, opting out, previews, and what providers call. */
export function createSurveyApp(deps: SurveyAppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag'); // pages are not kept, and an ETag of one would tell them apart
  app.set('query parser', 'simple');
  app.use('/webhooks', deps.webhooks);
  app.use((_request, response, next) => {
    setPageHeaders(response);
    next();
  });
  app.use('/s', httpServerSpan('/s/{token}'), respondRouter({ ...deps, definitions: new Definitions() }));
  app.use('/o', httpServerSpan('/o/{token}'), optOutRouter(deps));
  app.use('/preview', httpServerSpan('/preview/{token}'), previewRouter(deps));
  app.use((request, response) => {
    countPage('not-found');
    const { status, page } = noticePage('not-found', languageOf(request.get('accept-language')));
    sendPage(response, status, page);
  });
  app.use(answerFailure(deps.log, cannotOpen));
  return app;
}

function languageOf(header: string | undefined): string {
  return noticeLanguage(parseAcceptLanguage(header ?? ''));
}
