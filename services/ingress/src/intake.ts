import type { IncomingMessage as HttpRequest } from 'node:http';
import {
  type ActivityAnnouncer,
  claimTestTicket,
  type EventSourceTarget,
  endEventSourceTest,
  findNotificationsByKey,
  type IncomingNotification,
  type IntakeOutcome,
  newId,
  type Pool,
  type TestEnd,
  testTicketHeader,
} from '@canvass/database';
import {
  type EventSourceKind,
  type EventSourceTestId,
  MessageId,
  NotificationId,
  rejectionReasons,
} from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { currentTraceparent, type Logger } from '@canvass/platform';
import { Admission, type Admitted } from './admission.ts';
import { type Answer, unknownUrl } from './answer.ts';
import { Backlog } from './backlog.ts';
import { type Dialect, type ReadMessage, type ReadNotification, type Refusal, refusal } from './dialect.ts';
import { EventSourceCache, TooManyLookups } from './event-source-cache.ts';
import { Guard, type TrustedProxies } from './guard.ts';
import { jsonDialect } from './json/json-dialect.ts';
import { MessageStore } from './message-store.ts';
import { notificationsTotal, rejectionsTotal } from './metrics.ts';
import { readBody } from './read-body.ts';
import { Rejections } from './rejections.ts';
import { soapDialect } from './soap/soap-dialect.ts';
import { SourceActivity } from './source-activity.ts';

export interface IntakeOptions {
  readonly pool: Pool;
  readonly databaseUrl: string;
  readonly producer: Producer;
  readonly announcer: ActivityAnnouncer;
  readonly log: Logger;
  readonly maxBodyBytes: number;
  readonly bodyTimeoutMs: number;
  readonly maxRequests: number;
  readonly maxBytes: number;
  readonly proxies: TrustedProxies;
}

/** Facts of one request for its log line. Ids and numbers only; an error under `err`, as the logger writes it. */
export type Facts = Record<string, unknown>;

/** What becomes of a request: its answer, null when the sender has gone. */
export interface Received {
  readonly answer: Answer | null;
  readonly facts: Facts;
}

/** The way of a message from its request to its answer. */
export class Intake implements AsyncDisposable {
  readonly #options: IntakeOptions;
  readonly #sources: EventSourceCache;
  readonly #backlog: Backlog;
  readonly #admission: Admission;
  readonly #rejections: Rejections;
  readonly #store: MessageStore;
  readonly #activity: SourceActivity;
  readonly #guard: Guard;

  constructor(options: IntakeOptions) {
    const { pool, log } = options;
    this.#options = options;
    this.#sources = new EventSourceCache(pool, options.databaseUrl, log);
    this.#backlog = new Backlog(pool);
    this.#admission = new Admission(options);
    this.#rejections = new Rejections(pool, options.announcer, log);
    this.#store = new MessageStore(pool, options.producer);
    this.#activity = new SourceActivity(pool, log);
    this.#guard = new Guard(options.proxies);
  }

  /** Never throws: what is not foreseen is answered with "later", so that Salesforce keeps the message. */
  async receive(request: HttpRequest, token: string): Promise<Received> {
    const facts: Facts = {};
    let dialect: Dialect = soapDialect; // until it is known whose URL this is
    try {
      const target = await this.#sources.find(token);
      if (target === null) {
        rejectionsTotal.inc({ reason: 'unknown-url' });
        facts.outcome = 'unknown-url';
        return { answer: unknownUrl, facts };
      }
      dialect = dialects[target.kind];
      return { answer: await this.#receive(request, { target, token, facts, dialect, testId: null }), facts };
    } catch (error) {
      if (error instanceof TooManyLookups) {
        return { answer: putOff(dialect, 'busy', 'Too many URLs are being looked up.', 5, facts), facts };
      }
      rejectionsTotal.inc({ reason: 'unavailable' });
      Object.assign(facts, { outcome: 'unavailable', err: error });
      const answer = dialect.later('unavailable', 'The message could not be stored now. Send it again.', 10);
      return { answer, facts };
    }
  }

  async #receive(request: HttpRequest, context: Context): Promise<Answer | null> {
    const { target, facts, dialect } = context;
    Object.assign(facts, { workspaceId: target.workspaceId, eventSourceId: target.id });
    using admitted = this.#admission.admit();
    if (admitted === null) return putOff(dialect, 'busy', 'Too many messages are in hand.', 5, facts);
    if (await this.#backlog.isFull(target)) {
      const full = 'Too many notifications of this workspace wait to be worked.';
      return putOff(dialect, 'backlog-full', full, 60, facts);
    }
    const ticket = request.headers[testTicketHeader];
    const testId = ticket === undefined ? null : await claimTestTicket(this.#options.pool, target, String(ticket));
    if (ticket !== undefined && testId === null) {
      const unknown = 'test-ticket-unknown';
      return this.#reject(context, refusal(unknown, rejectionReasons[unknown].sentence), nothingRead);
    }
    return await this.#readAndStore(request, { ...context, testId }, admitted); // holds the place until stored
  }

  async #readAndStore(request: HttpRequest, context: Context, admitted: Admitted): Promise<Answer | null> {
    const { target, facts, dialect } = context;
    const { maxBodyBytes, bodyTimeoutMs } = this.#options;
    const isTest = context.testId !== null;
    const asked = { headers: request.headers, target, isTest };
    const early = (isTest ? null : this.#guard.refuse(request, target)) ?? dialect.refuseEarly(asked);
    if (early !== null) return this.#reject(context, early, nothingRead);
    const limits = { maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs, fits: admitted.fits, grow: admitted.grow };
    const { kind, bytes } = await readBody(request, limits);
    facts.bytes = bytes.length;
    if (kind === 'aborted') {
      facts.outcome = 'aborted';
      return null;
    }
    if (kind === 'no-room') return putOff(dialect, 'busy', 'Too many bytes are in hand.', 5, facts);
    if (kind === 'timed-out') {
      rejectionsTotal.inc({ reason: 'timed-out' });
      facts.outcome = 'timed-out';
      return dialect.timedOut();
    }
    if (kind === 'too-large') {
      return this.#reject(context, refusal('too-large', `The body is larger than ${maxBodyBytes} bytes.`), bytes);
    }
    if (kind === 'unsupported-encoding') {
      return this.#reject(context, refusal(kind, 'The body is neither plain nor intact gzip.'), bytes);
    }

    const read = dialect.read(bytes, asked);
    const keys = read.kind === 'message' ? read.notifications.map(({ key }) => key) : read.keys;
    const closed = closedReason(target);
    if (closed !== null) {
      return this.#reject(context, refusal(closed, rejectionReasons[closed].sentence, { keys }), bytes);
    }
    if (read.kind === 'refused') return this.#reject(context, read, bytes);
    return this.#storeAndAnswer(context, read, bytes);
  }

  async #storeAndAnswer(context: Context, message: ReadMessage, bytes: Uint8Array): Promise<Answer> {
    const { target, facts, dialect, testId } = context;
    const traceparent = currentTraceparent();
    const mayPin = target.status === 'waiting' || (target.kind === 'salesforce' && !isPinned(target));
    const pins = mayPin && testId === null; // a test teaches the event source nothing
    const parts = inParts(message.notifications, dialect.maxPerMessage).map((part) => ({
      id: newId(MessageId),
      workspaceId: target.workspaceId,
      eventSourceId: target.id,
      organizationId: message.organizationId,
      objectType: message.objectType,
      traceparent,
      notifications: part.map(({ key, dedupKey, recordId, fields, problem }) => ({
        id: newId(NotificationId),
        salesforceId: key,
        dedupKey,
        recordId,
        fields,
        problem,
      })),
      pins,
    }));
    const results = await Promise.all(parts.map((part) => this.#store.store(part)));
    let stored = 0;
    for (const { outcome } of results) {
      if (outcome.kind === 'pinned-otherwise') {
        const reason = outcome.by === 'organization' ? 'wrong-organization' : 'wrong-object';
        const keys = message.notifications.map(({ key }) => key);
        return this.#reject(context, refusal(reason, rejectionReasons[reason].sentence, { keys }), bytes);
      }
      stored += outcome.stored;
    }
    const duplicates = message.sent - stored;
    const messageIds = parts.flatMap(({ id }, index) => (hasNew(results[index]?.outcome) ? [id] : []));
    Object.assign(facts, { outcome: 'acknowledged', stored, duplicates });
    if (messageIds[0] !== undefined) facts.messageId = messageIds[0];
    notificationsTotal.inc({ outcome: 'stored' }, stored);
    notificationsTotal.inc({ outcome: 'duplicate' }, duplicates);
    this.#backlog.stored(target.workspaceId, stored);
    if (testId === null) this.#activity.accepted(target, message, duplicates);
    else await this.#endTest(context, testId, { outcome: 'accepted', messageId: parts[0]?.id ?? null });
    this.#options.announcer.changed(target.workspaceId, 'event-sources');
    await Promise.all(results.map(({ offered }) => offered));
    if (!dialect.tellsIds) return dialect.accepted({ messageIds, fresh: [], known: [] });
    const made = parts.flatMap(({ notifications }) => notifications);
    return dialect.accepted({ messageIds, ...(await this.#sortOut(target, made, stored)) });
  }

  /** Which notifications were new. Where all were, nobody has to be asked. */
  async #sortOut(target: EventSourceTarget, made: readonly IncomingNotification[], stored: number) {
    const accepted = made.map(({ salesforceId: key, dedupKey, id }) => ({ key, dedupKey, id }));
    if (stored === made.length) return { fresh: accepted, known: [] };
    const keys = accepted.map(({ dedupKey }) => dedupKey);
    const ids = await findNotificationsByKey(this.#options.pool, target.id, keys);
    const settled = accepted.map((one) => ({ ...one, ownId: one.id, id: ids.get(one.dedupKey) ?? one.id }));
    return {
      fresh: settled.filter(({ id, ownId }) => id === ownId),
      known: settled.filter(({ id, ownId }) => id !== ownId),
    };
  }

  async #reject(context: Context, refusal: Refusal, bytes: Uint8Array): Promise<Answer> {
    const { target, token, facts, dialect, testId } = context;
    const { reason, pointer, keys } = refusal;
    Object.assign(facts, { outcome: 'rejected', reason });
    const detail = `${refusal.detail}${pointer ? ` At ${pointer}.` : ''}`;
    if (testId !== null) await this.#endTest(context, testId, { outcome: 'rejected', reason, detail });
    else await this.#rejections.record({ target, token, reason, detail, bytes, notificationIds: keys });
    return dialect.refused(refusal);
  }

  async #endTest({ target, facts }: Context, testId: EventSourceTestId, end: TestEnd): Promise<void> {
    facts.testId = testId;
    await endEventSourceTest(this.#options.pool, target.workspaceId, testId, end);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#store[Symbol.asyncDispose]();
    await this.#activity[Symbol.asyncDispose]();
    await this.#sources[Symbol.asyncDispose]();
  }
}

interface Context {
  readonly target: EventSourceTarget;
  readonly token: string;
  readonly facts: Facts;
  readonly dialect: Dialect;
  /** The test of the console that this message is; null = a message as any other. */
  readonly testId: EventSourceTestId | null;
}

const dialects: Readonly<Record<EventSourceKind, Dialect>> = { salesforce: soapDialect, json: jsonDialect };
const nothingRead = new Uint8Array();

function putOff(
  dialect: Dialect,
  outcome: 'busy' | 'backlog-full',
  message: string,
  retryAfterSeconds: number,
  facts: Facts,
): Answer {
  rejectionsTotal.inc({ reason: outcome });
  facts.outcome = outcome;
  return dialect.later(outcome, message, retryAfterSeconds);
}

function closedReason({ status, tokenExpiresAt }: EventSourceTarget): 'source-disabled' | 'url-expired' | null {
  if (status === 'disabled') return 'source-disabled';
  return tokenExpiresAt !== null && tokenExpiresAt.getTime() <= Date.now() ? 'url-expired' : null;
}

function isPinned({ organizationId, objectType }: EventSourceTarget): boolean {
  return organizationId !== null && objectType !== null;
}

function hasNew(outcome: IntakeOutcome | undefined): boolean {
  return outcome?.kind === 'stored' && outcome.stored > 0;
}

function inParts(notifications: readonly ReadNotification[], size: number): (readonly ReadNotification[])[] {
  if (notifications.length <= size) return [notifications];
  const parts = [];
  for (let at = 0; at < notifications.length; at += size) parts.push(notifications.slice(at, at + size));
  return parts;
}
