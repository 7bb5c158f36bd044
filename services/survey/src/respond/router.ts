import { type ActivityAnnouncer, findInvitationByToken, type InvitationAddress } from '@canvass/database';
import { Router } from 'express';
import { afterPost } from './after-post.ts';
import { answerFailure, cannotOpenOrSave } from './failures.ts';
import { postedForm, readFormBody } from './posted-form.ts';
import { noticeReply, readerOf, sendReply, textOf } from './reply.ts';
import { showPage } from './show-page.ts';
import { type StoreDeps, storeAnswers } from './store-answers.ts';
import { type TokenRequest, tokenOf } from './token.ts';

export interface RespondDeps extends StoreDeps {
  announcer: ActivityAnnouncer;
}

/** `/s/<token>`: looking changes nothing, whoever looks; each posted page is stored, and answered by a redirect. */
export function respondRouter(deps: RespondDeps): Router {
  const router = Router();

  router.get('/:token', async (request: TokenRequest, response) => {
    const address = await addressOf(deps, request);
    const reader = readerOf(request);
    if (address === null) return sendReply(response, noticeReply('not-found', reader));
    const page = Number(textOf(request.query.page) ?? Number.NaN);
    const wanted = {
      page: Number.isInteger(page) ? page : null,
      isThanks: request.query.thanks !== undefined,
      hasMore: request.query.more !== undefined,
      action: request.baseUrl + request.path,
    };
    sendReply(response, await showPage(deps, address, wanted, reader));
  });

  router.post('/:token', readFormBody, async (request: TokenRequest, response) => {
    const address = await addressOf(deps, request);
    const reader = readerOf(request);
    if (address === null) return sendReply(response, noticeReply('not-found', reader));
    const stored = await storeAnswers(deps, address, postedForm(request), reader.accepted);
    if (stored.kind === 'taken') deps.announcer.changed(address.workspaceId, 'responses', 'deliveries');
    sendReply(response, afterPost(stored, request.baseUrl + request.path, reader));
  });
  router.use(answerFailure(deps.log, cannotOpenOrSave));
  return router;
}

async function addressOf({ pool }: RespondDeps, request: TokenRequest): Promise<InvitationAddress | null> {
  const token = tokenOf(request);
  return token === null ? null : findInvitationByToken(pool, token);
}
