import type { IncomingHttpHeaders } from 'node:http';
import type { EventSourceTarget } from '@canvass/database';
import type { FieldType, MessageId, NotificationId, RejectionReason } from '@canvass/domain';
import type { Answer } from './answer.ts';

/** One notification as it was read, of whichever kind its event source is. */
export interface ReadNotification {
  /** The sender's id of it, as it came. */
  readonly key: string;
  /** That id made comparable. */
  readonly dedupKey: string;
  readonly recordId: string | null;
  readonly fields: Readonly<Record<string, string | null>>;
  readonly problem: 'record-deleted' | null;
}

export interface ReadMessage {
  readonly kind: 'message';
  readonly organizationId: string | null;
  readonly objectType: string | null;
  /** How many came, repetitions within the message counted. */
  readonly sent: number;
  /** Each once. */
  readonly notifications: readonly ReadNotification[];
  /** What a field that holds this seems to be. */
  typeOf(name: string, value: string): FieldType;
}

/** Why a request is not accepted. `detail` names places and never repeats a value. */
export interface Refusal {
  readonly kind: 'refused';
  readonly reason: RejectionReason;
  readonly detail: string;
  /** JSON Pointer to where it is, where the kind has such; null = nowhere in particular. */
  readonly pointer: string | null;
  /** Ids of notifications, as far as they were read. */
  readonly keys: readonly string[];
}

export interface AcceptedNotification {
  readonly key: string;
  readonly id: NotificationId;
}

/** What was stored of a request. */
export interface Accepted {
  readonly messageIds: readonly MessageId[];
  readonly fresh: readonly AcceptedNotification[];
  /** Those known before, with the ids that they were stored under. */
  readonly known: readonly AcceptedNotification[];
}

export interface Asked {
  readonly headers: IncomingHttpHeaders;
  readonly target: EventSourceTarget;
  /** A test message of the console, which has proven itself: it needs no token or signature. */
  readonly isTest: boolean;
}

/** How requests to one kind of event source are read and answered. */
export interface Dialect {
  /** Notifications that one message may hold; more are stored as several. */
  readonly maxPerMessage: number;
  /** Whether `accepted` tells which notifications were new: that takes another query where some were not. */
  readonly tellsIds: boolean;
  /** What can be refused by the headers alone, before the body is read; null = nothing. */
  refuseEarly(asked: Asked): Refusal | null;
  read(bytes: Uint8Array, asked: Asked): ReadMessage | Refusal;
  accepted(accepted: Accepted): Answer;
  refused(refusal: Refusal): Answer;
  /** The sender was too slow. */
  timedOut(): Answer;
  /** Not now, for a reason that passes. */
  later(why: 'busy' | 'backlog-full' | 'unavailable', message: string, retryAfterSeconds: number): Answer;
}

export const refusal = (
  reason: RejectionReason,
  detail: string,
  more: { pointer?: string | null; keys?: readonly string[] } = {},
): Refusal => ({ kind: 'refused', reason, detail, pointer: more.pointer ?? null, keys: more.keys ?? [] });
