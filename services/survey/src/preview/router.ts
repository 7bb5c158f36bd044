import {
  type Answers,
  findDraft,
  findPreviewByToken,
  inWorkspace,
  type Pool,
  type SurveyPreview,
} from '@canvass/database';
import type { Logger } from '@canvass/platform';
import { type Response, Router } from 'express';
import { z } from 'zod';
import { type Html, html } from '../html/html.ts';
import { messagePage } from '../html/message-page.ts';
import { type FrameAncestors, sendPage, setPageHeaders } from '../html/send.ts';
import { countPage } from '../metrics.ts';
import { noticeLanguage, thanksPage } from '../respond/notices.ts';
import { postedForm, readFormBody } from '../respond/posted-form.ts';
import { type TokenRequest, tokenOf } from '../respond/token.ts';
import { parseAcceptLanguage } from '../survey/language.ts';
import { openSurvey } from '../survey/open-survey.ts';
import { openPage } from '../survey/paging.ts';
import { embeddedDataOf, PipedTexts, scopeOf } from '../survey/piped-text.ts';
import { prepareDefinition } from '../survey/prepared-definition.ts';
import { writeQuestionPage } from '../survey/question-page.ts';
import { takeAnswers } from '../survey/take-answers.ts';
import { wordsFor } from '../words/words.ts';
import { exampleSnapshot } from './example-snapshot.ts';

export interface PreviewDeps {
  pool: Pool;
  log: Logger;
  frameAncestors: FrameAncestors;
}

/** What a preview remembers; it travels with the form, since nothing is stored. */
const Carried = z.object({ answers: z.record(z.string(), z.unknown()), reached: z.number().int().min(0).max(10_000) });
type Carried = z.output<typeof Carried>;
const nothingYet: Carried = { answers: {}, reached: 0 };

/** `/preview/<token>`: a survey's draft, page by page, exactly as respondents will see it, with made-up facts. */
export function previewRouter(deps: PreviewDeps): Router {
  const router = Router();
  router.use((_request, response, next) => {
    setPageHeaders(response, deps.frameAncestors);
    next();
  });

  router.get('/:token', async (request: TokenRequest, response) => {
    const draft = await draftOf(deps, request);
    if (draft === null) return gone(request, response);
    const form = new URLSearchParams();
    if (typeof request.query.lang === 'string') form.set('lang', request.query.lang);
    play(deps, request, response, draft, form);
  });

  router.post('/:token', readFormBody, async (request: TokenRequest, response) => {
    const draft = await draftOf(deps, request);
    if (draft === null) return gone(request, response);
    play(deps, request, response, draft, postedForm(request));
  });
  return router;
}

async function draftOf({ pool }: PreviewDeps, request: TokenRequest): Promise<SurveyPreview | null> {
  const token = tokenOf(request);
  const found = token === null ? null : await findPreviewByToken(pool, token);
  if (found === null) return null;
  return inWorkspace(pool, found.workspaceId, (db) => findDraft(db, found.workspaceId, found.surveyId));
}

function gone(request: TokenRequest, response: Response): void {
  countPage('not-found');
  const language = noticeLanguage(parseAcceptLanguage(request.get('accept-language') ?? ''));
  sendPage(response, 404, messagePage({ language, icon: 'info', message: wordsFor(language).words.previewGone }));
}

function readCarried(form: URLSearchParams): Carried {
  try {
    return Carried.parse(JSON.parse(form.get('carried') ?? 'null'));
  } catch {
    return nothingYet;
  }
}

function play(
  deps: PreviewDeps,
  request: TokenRequest,
  response: Response,
  draft: SurveyPreview,
  form: URLSearchParams,
) {
  const prepared = prepareDefinition(draft.definition);
  const snapshot = exampleSnapshot(draft.flow);
  const scope = scopeOf(snapshot, embeddedDataOf(draft.flow, snapshot));
  const { answers, reached } = readCarried(form);
  const go = form.get('go') ?? '';
  const asked = go.startsWith('lang:') ? go.slice('lang:'.length) : form.get('lang');
  const accepted = parseAcceptLanguage(request.get('accept-language') ?? '');
  const survey = openSurvey(prepared, { answers, reached, languages: [asked, ...accepted], scope });
  const piped = new PipedTexts(prepared, scope, (error) =>
    deps.log.warn({ surveyId: draft.surveyId, code: error.code }, 'survey.piped-text-failed'),
  );
  countPage('preview');

  const { language } = survey;
  const { words } = wordsFor(language);
  const action = request.baseUrl + request.path;
  const step = request.method === 'POST' ? takeAnswers(survey, form, reached) : null;
  if (step?.kind === 'complete')
    return sendPage(response, 200, thanksPage(survey, piped, againLink(action, words.previewAgain)));
  const page = step ? step.page : openPage(survey.model, 0, null);
  if (page === null) {
    return sendPage(response, 200, messagePage({ language, icon: 'info', message: words.previewNothingToShow }));
  }
  const kept: Answers = survey.model.data;
  sendPage(
    response,
    200,
    writeQuestionPage({
      ...{ survey, page, piped, action },
      problems: step?.kind === 'invalid' ? step.problems : [],
      hasMore: step?.kind === 'show' && step.more !== null,
      banner: banner(
        words.preview,
        prepared.leftOut.length > 0 ? words.previewLeftOut(prepared.leftOut.join(', ')) : null,
      ),
      hidden: { carried: JSON.stringify({ answers: kept, reached: step?.kind === 'show' ? step.reached : reached }) },
    }),
  );
}

function banner(text: string, leftOut: string | null): Html {
  return html`${text}${leftOut === null ? null : html`<br>${leftOut}`}`;
}

function againLink(action: string, text: string): Html {
  return html`<p class="lead"><a href="${action}">${text}</a></p>`;
}
