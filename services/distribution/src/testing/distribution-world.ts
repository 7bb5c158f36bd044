import { ActivityAnnouncer, type Pool } from '@canvass/database';
import { DeliveryId, type WorkspaceId } from '@canvass/domain';
import { handle, Producer, prepareDeliveries, sendEmails, sendTexts, startWorkers, type Workers } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { createSesSender, createTwilioSender, type EmailSender } from '@canvass/providers';
import { inBatches } from '@canvass/runs';
import {
  aWorkspace,
  createTestDatabase,
  eventually,
  type Mailbox,
  type MailboxEmail,
  type QueueBackend,
  type SmsProvider,
  startMailbox,
  startSmsProvider,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { prepareDeliveriesHandler } from '../jobs/prepare-deliveries.ts';
import { sendEmailsHandler } from '../jobs/send-emails.ts';
import { sendTextsHandler } from '../jobs/send-texts.ts';
import { createEmailLine } from '../sending/email-line.ts';
import type { SendLimits } from '../sending/send-limits.ts';
import { createTextLine } from '../sending/text-line.ts';
import {
  type AskedPerson,
  aSurvey,
  type DeliveryRow,
  deliveryOf,
  emailStep,
  type PersonToAsk,
  peopleToAsk,
  smsStep,
} from './people.ts';

export const surveyUrl = 'https://ask.example.com';
const log = createLogger('test', 'silent');

/** A database, queues, and the providers' stand-ins as real HTTP endpoints; workers are started by the tests. */
export interface DistributionWorld extends AsyncDisposable {
  pool: Pool;
  workspaceId: WorkspaceId;
  producer: Producer;
  mailbox: Mailbox;
  phones: SmsProvider;
  /** People with runs that have come to the survey task of a workflow. */
  toEmail(people: readonly PersonToAsk[]): Promise<AskedPerson[]>;
  toText(people: readonly PersonToAsk[]): Promise<AskedPerson[]>;
  /** Takes jobs until disposed. */
  startWorker(email?: EmailSender | null, limits?: SendLimits): Workers;
  /** Makes jobs for e-mail deliveries that wait, at once whenever they are due. */
  feedWaiting(): Promise<void>;
  /** Has the task runs prepared by whoever works, `times` over. */
  offer(people: readonly AskedPerson[], times?: number): Promise<void>;
  /** Prepares them here, and leaves the sending to a worker that is started later. */
  prepare(people: readonly AskedPerson[]): Promise<void>;
  of(person: AskedPerson | undefined): Promise<DeliveryRow | null>;
  untilStatus(person: AskedPerson | undefined, status: string): Promise<DeliveryRow>;
  emailsTo(person: AskedPerson | undefined): Promise<MailboxEmail[]>;
}

/** A sender to an SES endpoint; credentials are those of the environment. */
export function sesAt(endpoint: string): EmailSender {
  return createSesSender({
    region: 'us-east-1',
    endpoint,
    configurationSet: null,
    maxConnections: 10,
    timeoutMs: 5_000,
  });
}

/** `restored` = on a database that is there, in a workspace of it. Its queues are empty in any case. */
export async function startDistributionWorld(
  backend: QueueBackend,
  restored?: { database: TestDatabase; workspaceId: WorkspaceId },
): Promise<DistributionWorld> {
  const stack = new AsyncDisposableStack();
  const database = restored?.database ?? stack.use(await createTestDatabase());
  const { pool } = database;
  const mailbox = stack.use(await startMailbox());
  const phones = stack.use(await startSmsProvider());
  const workspaceId = restored?.workspaceId ?? (await aWorkspace(pool));
  const queue = testQueueConfig(backend, database.url);
  const announcer = stack.use(new ActivityAnnouncer(pool, () => {}));
  const producer = stack.use(new Producer(queue, log));
  const email = stack.use(sesAt(mailbox.url));
  const texts = createTwilioSender({
    accountSid: phones.accountSid,
    authToken: phones.authToken,
    from: phones.from,
    apiUrl: phones.url,
    statusCallbackUrl: 'http://127.0.0.1:1/webhooks/twilio/status',
    timeoutMs: 5_000,
  });
  const signal = new AbortController().signal;
  const doors = { pool, producer, announcer, surveyUrl, draining: signal, lastCall: signal };
  const prepareHere = prepareDeliveriesHandler(doors, null);
  const idsOf = (people: readonly AskedPerson[]) => people.map((person) => person.taskRunId);
  const of = async (person: AskedPerson | undefined) => (person ? deliveryOf(pool, person.taskRunId) : null);
  return {
    pool,
    workspaceId,
    producer,
    mailbox,
    phones,
    of,
    toEmail: async (people) => peopleToAsk(pool, workspaceId, emailStep(await aSurvey(pool, workspaceId)), people),
    toText: async (people) => peopleToAsk(pool, workspaceId, smsStep(await aSurvey(pool, workspaceId)), people),
    startWorker: (sender = email, limits) => {
      const line = createEmailLine(doors, sender, limits);
      return startWorkers(queue, log, [
        handle(prepareDeliveries, prepareDeliveriesHandler(doors, line)),
        handle(sendEmails, sendEmailsHandler(line)),
        handle(sendTexts, sendTextsHandler(createTextLine(doors, texts))),
      ]);
    },
    feedWaiting: async () => {
      const { rows } = await pool.query<{ id: string }>(
        `update deliveries set due_at = now() where status = 'queued' and enqueued_at is null returning id`,
      );
      const ids = rows.map(({ id }) => DeliveryId.parse(id));
      const payloads = inBatches(ids).map((deliveryIds) => ({ workspaceId, deliveryIds }));
      await producer.enqueue(sendEmails, payloads);
    },
    offer: (people, times = 1) =>
      producer.enqueue(
        prepareDeliveries,
        Array.from({ length: times }, () => ({ workspaceId, taskRunIds: idsOf(people) })),
      ),
    prepare: (people) => prepareHere({ workspaceId, taskRunIds: idsOf(people) }, { log, note: () => {} }),
    untilStatus: (person, status) =>
      eventually(async () => {
        const now = await of(person);
        return now?.status === status && now;
      }),
    emailsTo: async (person) =>
      (await mailbox.emails()).filter((each) => each.destination.to.join().includes(String(person?.contactId))),
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
