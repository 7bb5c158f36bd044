import { pageIndex } from '../survey/paging.ts';
import { questionId, writeQuestionPage } from '../survey/question-page.ts';
import { noticeReply, type Reader, type Reply } from './reply.ts';
import type { Stored } from './store-answers.ts';

/** What a posted page is answered with; `action` is the link's own path. */
export function afterPost(stored: Stored, action: string, reader: Reader): Reply {
  if (stored.kind === 'not-found') return noticeReply('not-found', reader);
  if (stored.kind === 'unavailable') {
    // A form sent twice ends where the first one ended.
    if (stored.why === 'already-answered') return { outcome: 'already-answered', seeOther: `${action}?thanks` };
    return noticeReply(stored.why, reader, stored.invitation.language);
  }
  const { step, opened } = stored;
  const { survey, piped } = opened;
  if (step.kind === 'complete') return { outcome: 'finished', seeOther: `${action}?thanks` };
  if (step.kind === 'invalid') {
    const { page, problems } = step;
    return { outcome: 'invalid', status: 422, page: writeQuestionPage({ survey, page, piped, action, problems }) };
  }
  if (step.page === null) return { outcome: 'saved', seeOther: action };
  const more = step.more ? `&more#${questionId(step.page, step.more)}` : '';
  return { outcome: 'saved', seeOther: `${action}?page=${pageIndex(survey.model, step.page) + 1}${more}` };
}
