import type { IncomingMessage as HttpRequest } from 'node:http';
import { type ActivityAnnouncer, type EventSourceTarget, newId, type Pool } from '@canvass/database';
import { MessageId, type RejectionReason, rejectionReasons, salesforceIdKey } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { type ParsedMessage, type ParsedNotification, parseOutboundMessage } from '@canvass/outbound-message';
import { currentTraceparent, type Logger } from '@canvass/platform';
import { Admission, type Admitted } from './admission.ts';
import { type Answer, acknowledged, later, refused, unknownUrl } from './answer.ts';
import { Backlog } from './backlog.ts';
import { EventSourceCache, TooManyLookups } from './event-source-cache.ts';
import { MessageStore } from './message-store.ts';
import { notificationsTotal, rejectionsTotal } from './metrics.ts';
import { readBody } from './read-body.ts';
import { Rejections } from './rejections.ts';
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

  constructor(options: IntakeOptions) {
    const { pool, log } = options;
    this.#options = options;
    this.#sources = new EventSourceCache(pool, options.databaseUrl, log);
    this.#backlog = new Backlog(pool);
    this.#admission = new Admission(options);
    this.#rejections = new Rejections(pool, options.announcer, log);
    this.#store = new MessageStore(pool, options.producer);
    this.#activity = new SourceActivity(pool, log);
  }

  /** Never throws: what is not foreseen is answered with "later", so that Salesforce keeps the message. */
  async receive(request: HttpRequest, token: string): Promise<Received> {
    const facts: Facts = {};
    try {
      return { answer: await this.#receive(request, token, facts), facts };
    } catch (error) {
      if (error instanceof TooManyLookups) {
        return { answer: putOff('busy', 'Too many URLs are being looked up.', 5, facts), facts };
      }
      rejectionsTotal.inc({ reason: 'unavailable' });
      Object.assign(facts, { outcome: 'unavailable', err: error });
      return { answer: later('The message could not be stored now. Send it again.', 10), facts };
    }
  }

  async #receive(request: HttpRequest, token: string, facts: Facts): Promise<Answer | null> {
    const target = await this.#sources.find(token);
    if (target === null) {
      rejectionsTotal.inc({ reason: 'unknown-url' });
      facts.outcome = 'unknown-url';
      return unknownUrl;
    }
    Object.assign(facts, { workspaceId: target.workspaceId, eventSourceId: target.id });
    using admitted = this.#admission.admit();
    if (admitted === null) return putOff('busy', 'Too many messages are in hand.', 5, facts);
    if (await this.#backlog.isFull(target)) {
      return putOff('backlog-full', 'Too many notifications of this workspace wait to be worked.', 60, facts);
    }
    return await this.#readAndStore(request, { target, token, facts }, admitted); // holds the place until stored
  }

  async #readAndStore(request: HttpRequest, context: Context, admitted: Admitted): Promise<Answer | null> {
    const { target, facts } = context;
    const { maxBodyBytes, bodyTimeoutMs } = this.#options;
    const limits = { maxBytes: maxBodyBytes, timeoutMs: bodyTimeoutMs, fits: admitted.fits, grow: admitted.grow };
    const { kind, bytes } = await readBody(request, limits);
    facts.bytes = bytes.length;
    if (kind === 'aborted') {
      facts.outcome = 'aborted';
      return null;
    }
    if (kind === 'no-room') return putOff('busy', 'Too many bytes are in hand.', 5, facts);
    if (kind === 'timed-out') {
      rejectionsTotal.inc({ reason: 'timed-out' });
      facts.outcome = 'timed-out';
      return refused(408, 'The body did not arrive in time.', true);
    }
    if (kind === 'too-large') {
      return this.#reject(context, 'too-large', `The body is larger than ${maxBodyBytes} bytes.`, bytes, []);
    }
    if (kind === 'unsupported-encoding') {
      return this.#reject(context, kind, 'The body is neither plain nor intact gzip.', bytes, []);
    }

    const parsed = parseOutboundMessage(bytes);
    const ids = parsed.kind === 'message' ? parsed.notifications.map(({ id }) => id) : parsed.notificationIds;
    const closed = closedReason(target);
    if (closed !== null) return this.#reject(context, closed, rejectionReasons[closed].sentence, bytes, ids);
    if (parsed.kind === 'refused') {
      const place = parsed.place === null ? '' : ` (line ${parsed.place.line}, column ${parsed.place.column})`;
      return this.#reject(context, parsed.reason, `${parsed.detail}${place}`, bytes, ids);
    }
    const misfit = misfitOf(target, parsed);
    if (misfit !== null) return this.#reject(context, misfit.reason, misfit.detail, bytes, ids);
    return this.#storeAndAcknowledge(context, parsed, bytes);
  }

  async #storeAndAcknowledge(context: Context, parsed: ParsedMessage, bytes: Uint8Array): Promise<Answer> {
    const { target, facts } = context;
    const id = newId(MessageId);
    const distinct = distinctNotifications(parsed.notifications);
    const { outcome, offered } = await this.#store.store({
      id,
      workspaceId: target.workspaceId,
      eventSourceId: target.id,
      organizationId: parsed.organizationId,
      objectType: parsed.objectType ?? target.objectType,
      traceparent: currentTraceparent(),
      notifications: distinct.map((notification) => ({
        salesforceId: notification.id,
        recordId: notification.recordId,
        fields: notification.fields,
        problem: Object.keys(notification.fields).length === 0 ? 'record-deleted' : null,
      })),
      pins: target.status === 'waiting' || target.organizationId === null || target.objectType === null,
    });
    if (outcome.kind === 'pinned-otherwise') {
      const reason = outcome.by === 'organization' ? 'wrong-organization' : 'wrong-object';
      const ids = parsed.notifications.map((notification) => notification.id);
      return this.#reject(context, reason, rejectionReasons[reason].sentence, bytes, ids);
    }
    const duplicates = parsed.notifications.length - outcome.stored;
    Object.assign(facts, { outcome: 'acknowledged', stored: outcome.stored, duplicates });
    if (outcome.stored > 0) facts.messageId = id;
    notificationsTotal.inc({ outcome: 'stored' }, outcome.stored);
    notificationsTotal.inc({ outcome: 'duplicate' }, duplicates);
    this.#backlog.stored(target.workspaceId, outcome.stored);
    this.#activity.accepted(target, distinct, duplicates);
    this.#options.announcer.changed(target.workspaceId, 'event-sources');
    await offered;
    return acknowledged;
  }

  async #reject(
    { target, token, facts }: Context,
    reason: RejectionReason,
    detail: string,
    bytes: Uint8Array,
    notificationIds: readonly string[],
  ): Promise<Answer> {
    Object.assign(facts, { outcome: 'rejected', reason });
    await this.#rejections.record({ target, token, reason, detail, bytes, notificationIds });
    // Whoever guesses does not learn what the event source is pinned to.
    const told =
      reason === 'wrong-organization' || reason === 'wrong-object' ? rejectionReasons[reason].sentence : detail;
    return refused(statusOf(reason), told, overLimit.has(reason));
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
}

const overLimit: ReadonlySet<RejectionReason> = new Set(['too-large', 'too-complex', 'notification-count']);

function statusOf(reason: RejectionReason): number {
  if (reason === 'source-disabled' || reason === 'url-expired') return 403;
  if (reason === 'too-large') return 413;
  return reason === 'unsupported-encoding' ? 415 : 400;
}

function putOff(outcome: string, message: string, retryAfterSeconds: number, facts: Facts): Answer {
  rejectionsTotal.inc({ reason: outcome });
  facts.outcome = outcome;
  return later(message, retryAfterSeconds);
}

function closedReason({ status, tokenExpiresAt }: EventSourceTarget): 'source-disabled' | 'url-expired' | null {
  if (status === 'disabled') return 'source-disabled';
  return tokenExpiresAt !== null && tokenExpiresAt.getTime() <= Date.now() ? 'url-expired' : null;
}

function misfitOf(
  target: EventSourceTarget,
  message: ParsedMessage,
): { reason: RejectionReason; detail: string } | null {
  const { organizationId, objectType } = target;
  if (organizationId !== null && salesforceIdKey(organizationId) !== salesforceIdKey(message.organizationId)) {
    const detail = `The message comes from org ${message.organizationId}, the event source takes ${organizationId}.`;
    return { reason: 'wrong-organization', detail };
  }
  if (message.objectType === null && objectType === null) {
    return { reason: 'object-unknown', detail: rejectionReasons['object-unknown'].sentence };
  }
  if (objectType !== null && message.objectType !== null && objectType !== message.objectType) {
    const detail = `The message is about ${message.objectType}, the event source takes ${objectType}.`;
    return { reason: 'wrong-object', detail };
  }
  return null;
}

/** The first of each Notification Id. */
function distinctNotifications(notifications: readonly ParsedNotification[]): ParsedNotification[] {
  const first = new Map<string, ParsedNotification>();
  for (const notification of notifications) {
    const key = salesforceIdKey(notification.id);
    if (!first.has(key)) first.set(key, notification);
  }
  return [...first.values()];
}
