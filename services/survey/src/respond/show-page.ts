import { type InvitationAddress, inWorkspace } from '@canvass/database';
import { openPage } from '../survey/paging.ts';
import { writeQuestionPage } from '../survey/question-page.ts';
import { whyUnavailable } from './availability.ts';
import { thanksPage } from './notices.ts';
import { openInvitation, readInvitation, versionOf } from './open-invitation.ts';
import { noticeReply, type Reader, type Reply } from './reply.ts';
import type { StoreDeps } from './store-answers.ts';

export interface Wanted {
  /** Counted from 1 over all pages of the definition; null = where the person left off. */
  page: number | null;
  /** After completing: the thank-you page instead of "already answered". */
  isThanks: boolean;
  /** An answer has just made more questions of this page appear. */
  hasMore: boolean;
  /** Where the form is posted to. */
  action: string;
}

/** Answers a look at a link. Reads only: programs that open every link in a mail do no harm. */
export async function showPage(
  deps: StoreDeps,
  { workspaceId, invitationId }: InvitationAddress,
  wanted: Wanted,
  reader: Reader,
): Promise<Reply> {
  const read = await inWorkspace(deps.pool, workspaceId, async (db) => {
    const found = await readInvitation(db, workspaceId, invitationId);
    if (found === null) return null;
    const version = versionOf(found.invitation, found.response);
    if (version === null) return { ...found, version, loaded: null };
    const loaded = await deps.definitions.get(db, workspaceId, found.invitation.surveyId, version);
    return { ...found, version, loaded };
  });
  if (read === null) return noticeReply('not-found', reader);

  const { invitation, response, version, loaded } = read;
  const why = whyUnavailable(invitation, response, new Date());
  const isThanks = why === 'already-answered' && wanted.isThanks;
  if (loaded === null || (why !== null && !isThanks)) {
    return noticeReply(why ?? 'paused', reader, response?.language ?? invitation.language);
  }
  const { survey, piped } = openInvitation({ invitation, response, version, loaded, ...reader, log: deps.log });
  if (isThanks) return { outcome: 'thanked', status: 200, page: thanksPage(survey, piped) };
  const page = openPage(survey.model, response?.page ?? 0, wanted.page === null ? null : wanted.page - 1);
  if (page === null) return noticeReply('paused', reader, survey.language);
  const { action, hasMore } = wanted;
  return { outcome: 'shown', status: 200, page: writeQuestionPage({ survey, page, piped, action, hasMore }) };
}
