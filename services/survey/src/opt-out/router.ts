import {
  type ActivityAnnouncer,
  findDeliveryOfInvitation,
  findInvitationByToken,
  findOptOutSubject,
  inWorkspace,
  optInContacts,
  optOutContacts,
  type Pool,
  type Queryable,
  recordDeliveryEvent,
} from '@canvass/database';
import type { Channel, InvitationId, WorkspaceId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import { type Request, type Response, Router } from 'express';
import { type Html, html } from '../html/html.ts';
import { messagePage } from '../html/message-page.ts';
import { sendPage } from '../html/send.ts';
import { countPage } from '../metrics.ts';
import { answerFailure, type FailureAnswer } from '../respond/failures.ts';
import { noticeLanguage, noticePage } from '../respond/notices.ts';
import { postedForm, readFormBody } from '../respond/posted-form.ts';
import { readerOf } from '../respond/reply.ts';
import { type TokenRequest, tokenOf } from '../respond/token.ts';
import { wordsFor } from '../words/words.ts';

export interface OptOutDeps {
  pool: Pool;
  announcer: ActivityAnnouncer;
  log: Logger;
}

type Wish = 'opt-out' | 'opt-in';

/**
 * `/o/<token>`: a page with a button (looking changes nothing), its form, and the one-click unsubscription of RFC 8058,
 * which mail programs post without cookies and of which they read only the status. It works as long as the link is known,
 * also when the survey link itself has expired.
 */
export function optOutRouter(deps: OptOutDeps): Router {
  const router = Router();

  router.get('/:token', async (request: TokenRequest, response) => {
    const subject = await subjectOf(deps, request);
    const language = languageOf(request, subject?.language ?? null);
    if (subject === null) return notFound(response, language);
    countPage('opt-out-shown');
    const write = subject.optedOut ? alreadyPage : askPage;
    sendPage(response, 200, write(language, subject.channel, actionOf(request)));
  });

  router.post('/:token', readFormBody, async (request: TokenRequest, response) => {
    const subject = await subjectOf(deps, request);
    const language = languageOf(request, subject?.language ?? null);
    if (subject === null) return notFound(response, language);
    const { isOneClick, wish } = readWish(request);
    const { workspaceId, invitationId, contactId, channel, address } = subject;
    await inWorkspace(deps.pool, workspaceId, async (db) => {
      if (wish === 'opt-in') return optInContacts(db, workspaceId, [contactId], channel, 'link', address);
      await recordOptOut(db, workspaceId, invitationId);
      return optOutContacts(db, workspaceId, [contactId], channel, isOneClick ? 'one-click' : 'link', address);
    });
    deps.announcer.changed(workspaceId, 'contacts', 'deliveries');
    countPage(wish === 'opt-out' ? 'opted-out' : 'opted-in');
    if (isOneClick) {
      response.type('text/plain').send('Unsubscribed.\n');
      return;
    }
    sendPage(response, 200, donePage(language, wish, actionOf(request)));
  });
  router.use(answerFailure(deps.log, cannotChange));
  return router;
}

async function subjectOf({ pool }: OptOutDeps, request: TokenRequest) {
  const token = tokenOf(request);
  const address = token === null ? null : await findInvitationByToken(pool, token);
  if (address === null) return null;
  const { workspaceId, invitationId } = address;
  const subject = await inWorkspace(pool, workspaceId, (db) => findOptOutSubject(db, workspaceId, invitationId));
  return subject && { workspaceId, invitationId, ...subject };
}

/** The delivery that brought the link shows what it led to; once, however often the button is pressed. */
async function recordOptOut(db: Queryable, workspaceId: WorkspaceId, invitationId: InvitationId): Promise<void> {
  const deliveryId = await findDeliveryOfInvitation(db, workspaceId, invitationId);
  if (deliveryId === null) return;
  const event = { deliveryId, type: 'opted-out', at: new Date(), detail: {}, providerEventId: 'opted-out' } as const;
  await recordDeliveryEvent(db, workspaceId, event);
}

/** One-click posts name themselves in the body, as a form or as multipart; anything but "opt-in" means opting out. */
function readWish(request: Request): { isOneClick: boolean; wish: Wish } {
  const body: unknown = request.body;
  const isOneClick = typeof body === 'string' && /List-Unsubscribe["=][\s\S]{0,100}One-Click/i.test(body);
  const wish = !isOneClick && postedForm(request).get('wish') === 'opt-in' ? 'opt-in' : 'opt-out';
  return { isOneClick, wish };
}

function languageOf(request: TokenRequest, invited: string | null): string {
  const reader = readerOf(request);
  return noticeLanguage([reader.language, invited, ...reader.accepted]);
}

function actionOf(request: TokenRequest): string {
  return request.baseUrl + request.path;
}

function notFound(response: Response, language: string): void {
  countPage('not-found');
  const { status, page } = noticePage('not-found', language);
  sendPage(response, status, page);
}

function button(action: string, wish: Wish, text: string, style: 'main-button' | 'plain-button'): Html {
  return html`<form method="post" action="${action}"><div class="buttons"><button class="${style}" name="wish" value="${wish}">${text}</button></div></form>`;
}

function askPage(language: string, channel: Channel, action: string): Html {
  const words = wordsFor(language).words.optOut[channel];
  return messagePage({
    language,
    icon: 'letter',
    message: words,
    action: button(action, 'opt-out', words.confirm, 'main-button'),
  });
}

const cannotChange: FailureAnswer = (request, response, language) => {
  if (readWish(request).isOneClick) {
    response.type('text/plain').send('Not unsubscribed yet. Please try again in a minute.\n');
    return;
  }
  const message = wordsFor(language).words.optOut.failed;
  sendPage(response, response.statusCode, messagePage({ language, icon: 'info', message }));
};

function alreadyPage(language: string, channel: Channel, action: string): Html {
  const words = wordsFor(language).words.optOut;
  const undo = button(action, 'opt-in', words.undo, 'plain-button');
  return messagePage({ language, icon: 'done', message: words[channel].already, action: undo });
}

function donePage(language: string, wish: Wish, action: string): Html {
  const words = wordsFor(language).words.optOut;
  if (wish === 'opt-out') {
    const undo = button(action, 'opt-in', words.undo, 'plain-button');
    return messagePage({ language, icon: 'done', message: words.done, action: undo });
  }
  const again = button(action, 'opt-out', words.again, 'plain-button');
  return messagePage({ language, icon: 'done', message: words.undone, action: again });
}
