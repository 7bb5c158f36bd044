import {
  type IncomingMessage,
  type IntakeOutcome,
  isTransientDatabaseError,
  type Pool,
  storeMessages,
} from '@canvass/database';
import { type Producer, processMessage } from '@canvass/jobs';
import { GroupCommit } from './group-commit.ts';

export interface Stored {
  readonly outcome: IntakeOutcome;
  /** Settles when there is ease to take more: the rows are there, so nobody waits for a queue that is away. */
  readonly offered: Promise<void>;
}

/** Messages whose jobs are being offered while newer ones are acknowledged; beyond it, acknowledging slows down. */
const offersAtEase = 500;
/** Beyond it the queue is away or far too slow: jobs are left to the relay, which feeds what was stored. */
const maxOffers = 2000;
const maxOfferWaitMs = 250;
const maxJobsPerAdd = 500;
const deadlocks = new Set(['40P01', '40001']);

/** Stores messages durably, those that come together in one transaction, and offers one job for each. */
export class MessageStore implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #producer: Producer;
  readonly #commits: GroupCommit<IncomingMessage, Stored>;
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
  store(message: IncomingMessage): Promise<Stored> {
    return this.#commits.submit(message);
  }

  async #commit(messages: readonly IncomingMessage[]): Promise<Stored[]> {
    const outcomes = await storeMessages(this.#pool, messages);
    const offered = this.#offer(messages.filter((_, index) => hasNew(outcomes[index])));
    return outcomes.map((outcome) => ({ outcome, offered }));
  }

  async #offer(messages: readonly IncomingMessage[]): Promise<void> {
    const jobs = messages.length;
    if (jobs === 0 || this.#offersUnderWay + jobs > maxOffers) return;
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
    const added = await this.#producer.offerEach(processMessage, offers);
    return offers.map(() => added);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await Promise.all(this.#offers);
  }
}

/** What a job needs of its message: contents are not held while it waits to be added. */
function toOffer({ workspaceId, id, traceparent }: IncomingMessage) {
  return { payload: { workspaceId, messageId: id }, traceparent };
}

type Offer = ReturnType<typeof toOffer>;

function hasNew(outcome: IntakeOutcome | undefined): boolean {
  return outcome?.kind === 'stored' && outcome.stored > 0;
}

function worthAlone(error: unknown): boolean {
  if (!isTransientDatabaseError(error)) return true;
  return error instanceof Error && 'code' in error && typeof error.code === 'string' && deadlocks.has(error.code);
}
