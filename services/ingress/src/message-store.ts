import {
  type IncomingMessage,
  type IntakeOutcome,
  isTransientDatabaseError,
  type Pool,
  storeMessages,
} from '@canvass/database';
import type { MessageId, WorkspaceId } from '@canvass/domain';
import { maxBatch, type Producer, processMessage } from '@canvass/jobs';
import { GroupCommit } from './group-commit.ts';

export type MessageToStore = Omit<IncomingMessage, 'offered'>;

export interface Stored {
  readonly outcome: IntakeOutcome;
  /** Settles when there is ease to take more: the rows are there, so nobody waits for a queue that is away. */
  readonly offered: Promise<void>;
}

/** Messages whose jobs are being offered while newer ones are acknowledged; beyond it, acknowledging slows down. */
const offersAtEase = 500;
/** Beyond it the queue is far too slow: what is stored is left to the relay. */
const maxOffers = 2000;
const maxOfferWaitMs = 250;
const maxJobsPerAdd = 500;
const deadlocks = new Set(['40P01', '40001']);

/** Stores messages durably, those that come together in one transaction, and offers jobs for them. */
export class MessageStore implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #producer: Producer;
  readonly #commits: GroupCommit<MessageToStore, Stored>;
  readonly #jobs: GroupCommit<Offer, boolean>;
  readonly #offers = new Set<Promise<unknown>>();
  #offersUnderWay = 0;

  constructor(pool: Pool, producer: Producer) {
    this.#pool = pool;
    this.#producer = producer;
    this.#commits = new GroupCommit({
      commit: (messages) => this.#commit(messages),
      worthAlone,
      weigh: (message) => message.notifications.length,
      maxWeight: 1000,
      maxItems: 200,
      concurrency: 2,
    });
    // One add at a time: the slower the queue, the more jobs share the next, instead of many small adds side by side.
    this.#jobs = new GroupCommit({
      commit: (offers) => this.#add(offers),
      worthAlone: () => false,
      weigh: () => 1,
      maxWeight: maxJobsPerAdd,
      maxItems: maxJobsPerAdd,
      concurrency: 1,
    });
  }

  /** Answers once the message is committed; throws when it is not. */
  store(message: MessageToStore): Promise<Stored> {
    return this.#commits.submit(message);
  }

  async #commit(messages: readonly MessageToStore[]): Promise<Stored[]> {
    const offered = this.#admitted(messages);
    const outcomes = await storeMessages(
      this.#pool,
      messages.map((message) => ({ ...message, offered: offered.has(message) })),
    );
    const eased = this.#offer(messages.filter((message, index) => offered.has(message) && hasNew(outcomes[index])));
    return outcomes.map((outcome) => ({ outcome, offered: eased }));
  }

  /** Those for which a job may be made; the others are stored for the relay, which feeds a backlog in fair turns. */
  #admitted(messages: readonly MessageToStore[]): ReadonlySet<MessageToStore> {
    if (this.#offersUnderWay + messages.length > maxOffers) return new Set();
    const byWorkspace = Map.groupBy(messages, (message) => message.workspaceId);
    const admitted = [...byWorkspace].filter(([workspaceId, its]) => {
      const notifications = its.reduce((sum, message) => sum + message.notifications.length, 0);
      return this.#producer.admits(processMessage, workspaceId, notifications);
    });
    return new Set(admitted.flatMap(([, its]) => its));
  }

  async #offer(messages: readonly MessageToStore[]): Promise<void> {
    const jobs = messages.length;
    if (jobs === 0) return;
    this.#offersUnderWay += jobs;
    const offer = Promise.all(messages.map((message) => this.#jobs.submit(toOffer(message)))).finally(() => {
      this.#offersUnderWay -= jobs;
      this.#offers.delete(offer);
    });
    this.#offers.add(offer);
    if (this.#offersUnderWay <= offersAtEase) return;
    const enough = Promise.withResolvers<void>();
    const timer = setTimeout(enough.resolve, maxOfferWaitMs);
    await Promise.race([offer, enough.promise]);
    clearTimeout(timer);
  }

  async #add(offers: readonly Offer[]): Promise<boolean[]> {
    const added = await this.#producer.offerEach(processMessage, toJobs(offers));
    return offers.map(() => added);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#offers);
  }
}

/** What a job needs of its message: contents are not held while it waits to be added. */
function toOffer({ workspaceId, id, traceparent, notifications }: MessageToStore) {
  return { workspaceId, id, traceparent, size: notifications.length };
}

type Offer = ReturnType<typeof toOffer>;

interface Job {
  payload: { workspaceId: WorkspaceId; messageIds: MessageId[] };
  traceparents: string[];
  size: number;
}

/** Messages of a workspace share a job, up to a hundred notifications together. */
function toJobs(offers: readonly Offer[]) {
  return [...Map.groupBy(offers, (offer) => offer.workspaceId)].flatMap(([workspaceId, its]) => {
    const jobs: Job[] = [];
    for (const { id, traceparent, size } of its) {
      const last = jobs.at(-1);
      if (last === undefined || last.size + size > maxBatch) {
        jobs.push({ payload: { workspaceId, messageIds: [id] }, traceparents: [traceparent], size });
      } else {
        last.payload.messageIds.push(id);
        last.traceparents.push(traceparent);
        last.size += size;
      }
    }
    return jobs;
  });
}

function hasNew(outcome: IntakeOutcome | undefined): boolean {
  return outcome?.kind === 'stored' && outcome.stored > 0;
}

function worthAlone(error: unknown): boolean {
  if (!isTransientDatabaseError(error)) return true;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && deadlocks.has(error.code);
}
