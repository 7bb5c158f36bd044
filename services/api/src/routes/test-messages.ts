import {
  countAuditEntries,
  createSurveyPreview,
  findContactWishes,
  findSurvey,
  newId,
  type Queryable,
} from '@canvass/database';
import {
  ContactId,
  isTimeZone,
  normalizeEmail,
  normalizePhone,
  PermanentError,
  type SurveyId,
  type TaskFailure,
  type WorkspaceId,
} from '@canvass/domain';
import type { SendOutcome } from '@canvass/providers';
import { type TestMessage, writeTestMessage } from '@canvass/tasks';
import { type Principal, toActor } from '../auth/principal.ts';
import { testRunsContract } from '../contract/test-runs.ts';
import { ProblemError } from '../http/problem-error.ts';
import { route } from '../http/route.ts';
import type { Senders } from '../senders.ts';
import { explain } from './failure.ts';
import { readSample } from './read-sample.ts';

const action = 'workflow.message-tested';
const minuteMs = 60_000;
const hourMs = 60 * minuteMs;
const mostAMinute = 5;
const mostAnHour = 60;
const linkLastsMs = hourMs;

const notices = {
  en: 'This is a test message. It was sent to you only, and the opt-out link leads nowhere.',
  fr: 'Ceci est un message d’essai. Il n’a été envoyé qu’à vous, et le lien de désabonnement ne mène nulle part.',
} as const;

export const testMessageRoutes = [
  route(testRunsContract.testMessage, async ({ params, body }, context) => {
    const { workspaceId, inWorkspace, services, principal } = context;
    const prepared = await inWorkspace(async (db) => {
      await requireRoom(db, workspaceId, principal);
      const { workflow: _workflow, ...sample } = await readSample(db, workspaceId, params.workflowId, body);
      const to = recipientOf(body, principal, sample.defaultCountry);
      const refused = (failure: TaskFailure): Prepared => ({ to, message: null, failure });
      if (!isOwn(to, principal) && (await hasOptedOut(db, workspaceId, body.message.type, to))) {
        return refused({ code: 'contact-opted-out', detail: null });
      }
      try {
        const message = await writeTestMessage(db, workspaceId, {
          ...sample,
          to,
          message: body.message,
          contactTask: body.contactTask,
          arrivedAt: new Date(),
          timeZone: isTimeZone(body.timeZone) ? body.timeZone : 'UTC',
          surveyUrl: services.urls.survey,
          surveyLink: await previewLink(db, workspaceId, body.surveyId, services.urls.survey),
          notice: notices[body.language],
        });
        return { to, message, failure: null };
      } catch (error) {
        if (!(error instanceof PermanentError)) throw error;
        return refused({ code: error.code, detail: error.detail });
      }
    });
    // Sent after the commit: no transaction waits for a provider.
    const outcome: SendOutcome =
      prepared.message === null
        ? { kind: 'refused', failure: prepared.failure, facts: {} }
        : await send(services.senders, prepared.message);
    return {
      recipient: prepared.to,
      outcome: outcome.kind,
      providerMessageId: outcome.kind === 'accepted' ? outcome.providerMessageId : null,
      error: outcome.kind === 'accepted' ? null : explain(outcome.failure),
    };
  }),
];

type Prepared =
  | { to: string; message: TestMessage; failure: null }
  | { to: string; message: null; failure: TaskFailure };

/** Counted in the audit log, so that it holds for all replicas. */
async function requireRoom(db: Queryable, workspaceId: WorkspaceId, principal: Principal): Promise<void> {
  const since = (ms: number) => new Date(Date.now() - ms);
  const own = { action, actor: toActor(principal), since: since(minuteMs), most: mostAMinute };
  const all = { action, since: since(hourMs), most: mostAnHour };
  const counts = [await countAuditEntries(db, workspaceId, own), await countAuditEntries(db, workspaceId, all)];
  if ((counts[0] ?? 0) < mostAMinute && (counts[1] ?? 0) < mostAnHour) return;
  throw new ProblemError('too-many-test-messages');
}

interface Asked {
  message: { type: 'email-survey' | 'sms-survey' };
  to: string | null;
  confirmed: boolean;
}

/** Whom it goes to; throws with the place of what is missing. */
function recipientOf({ message, to, confirmed }: Asked, principal: Principal, defaultCountry: string): string {
  const isEmail = message.type === 'email-survey';
  const refuse = (pointer: string, words: string) =>
    new ProblemError('invalid-request', { places: [{ pointer, message: words }] });
  const own = isEmail ? (principal.user?.email ?? null) : null;
  const given = to ?? own;
  if (given === null) {
    throw refuse('/to', isEmail ? 'An API key has no address of its own: say to whom.' : 'Say which number.');
  }
  const address = isEmail ? normalizeEmail(given) : normalizePhone(given, defaultCountry);
  if (address === null) throw refuse('/to', isEmail ? 'This is no e-mail address.' : 'This is no phone number.');
  if (!isOwn(address, principal) && !confirmed) {
    throw refuse('/confirmed', 'Confirm that a message may be sent to this address.');
  }
  return address;
}

function isOwn(address: string, { user }: Principal): boolean {
  return user !== null && address.toLowerCase() === user.email.toLowerCase();
}

async function hasOptedOut(
  db: Queryable,
  workspaceId: WorkspaceId,
  type: Asked['message']['type'],
  to: string,
): Promise<boolean> {
  const isEmail = type === 'email-survey';
  const nobody = { id: newId(ContactId), email: isEmail ? to : null, phone: isEmail ? null : to };
  const { optedOut } = await findContactWishes(db, workspaceId, nobody);
  return isEmail ? optedOut.email : optedOut.sms;
}

async function previewLink(
  db: Queryable,
  workspaceId: WorkspaceId,
  surveyId: SurveyId | null,
  surveyUrl: string,
): Promise<string | null> {
  if (surveyId === null || (await findSurvey(db, workspaceId, surveyId)) === null) return null;
  const token = await createSurveyPreview(db, workspaceId, surveyId, new Date(Date.now() + linkLastsMs));
  return `${surveyUrl}/preview/${token}`;
}

async function send({ email, texts }: Senders, message: TestMessage): Promise<SendOutcome> {
  const failure = { code: 'provider-not-configured', detail: null } as const;
  const nobody: SendOutcome = { kind: 'refused', failure, facts: {} };
  try {
    if (message.channel === 'email') return (await email?.send(message.email)) ?? nobody;
    return (await texts?.send(message.text)) ?? nobody;
  } catch (error) {
    if (!(error instanceof PermanentError)) throw error;
    return { kind: 'refused', failure: { code: error.code, detail: error.detail }, facts: {} };
  }
}
