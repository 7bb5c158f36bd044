import type { Books, Violation } from './books.ts';
import { explainsUnknown } from './explains-unknown.ts';
import { by, doubled } from './group.ts';

const wentOut = new Set(['sent', 'delivered', 'opened', 'clicked']);
const mayHaveGoneOut = new Set([...wentOut, 'unknown', 'sending']);

/** One message to one person per delivery, per step of a notification, and none that the books don't agree upon. */
export function judgeSending({ sent, database, outboxes, faults }: Books): Violation[] {
  const found: Violation[] = [];
  const say = (kind: Violation['kind'], id: string, detail: string, at: Date | number | null) =>
    found.push({ kind, id, detail, at: at === null ? null : new Date(at) });

  const taken = [...outboxes.email, ...outboxes.sms];
  const deliveries = new Map(database.deliveries.map((row) => [row.id, row]));
  const runs = new Map(database.runs.map((row) => [row.id, row]));
  const tasks = new Map(database.tasks.map((row) => [row.id, row]));
  const salesforceIds = new Map(database.notifications.map((row) => [row.id, row]));
  const sentBy = new Map(sent.map((one) => [`${one.workspaceId} ${one.notificationId}`, one]));
  const stepOf = (deliveryId: string | null) => {
    const delivery = deliveries.get(deliveryId ?? '');
    return `${runs.get(delivery?.runId ?? '')?.notificationId} ${tasks.get(delivery?.taskRunId ?? '')?.stepId}`;
  };

  for (const [id, rows] of doubled(taken, (message) => message.deliveryId ?? message.messageId)) {
    say('messaged-twice', id, `the delivery was taken ${rows.length} times, for ${rows[0]?.to}`, rows[1]?.at ?? null);
  }
  const ofKnown = taken.filter(({ deliveryId }) => deliveries.has(deliveryId ?? ''));
  for (const [key, rows] of doubled(ofKnown, ({ deliveryId }) => stepOf(deliveryId))) {
    if (new Set(rows.map(({ deliveryId }) => deliveryId)).size < 2) continue; // said above
    say('messaged-twice', rows.map(({ deliveryId }) => deliveryId).join(' '), `one step: ${key}`, rows[1]?.at ?? null);
  }
  // Known to the database or not: nobody gets more messages than they had notifications.
  const notified = by(sent, ({ recipient }) => recipient);
  for (const [to, rows] of by(taken, (message) => message.to)) {
    const asked = (notified.get(to) ?? []).filter(({ mustEnd }) => mustEnd === 'succeeded').length;
    if (rows.length > asked) {
      say('messaged-twice', to, `${rows.length} messages for ${asked} notifications`, rows.at(-1)?.at ?? null);
    }
  }

  for (const message of taken) {
    const delivery = deliveries.get(message.deliveryId ?? '');
    const id = message.deliveryId ?? message.messageId;
    if (delivery === undefined || !mayHaveGoneOut.has(delivery.status)) {
      say('taken-not-sent', id, delivery === undefined ? 'no such delivery' : `it is ${delivery.status}`, message.at);
      continue;
    }
    if (delivery.attemptId !== message.attemptId) {
      say('taken-not-sent', id, `attempt ${message.attemptId} is not the one that is recorded`, message.at);
    }
    const notification = salesforceIds.get(runs.get(delivery.runId)?.notificationId ?? '');
    const one = sentBy.get(`${notification?.workspaceId} ${notification?.salesforceId}`);
    if (one?.recipient !== message.to || one.channel !== delivery.channel) {
      say('wrong-recipient', id, `${message.to}, not ${one?.recipient}`, message.at);
    }
  }
  const takenIds = new Set(taken.map(({ deliveryId }) => deliveryId));
  for (const { id, status, channel, sendingSince } of database.deliveries) {
    if (wentOut.has(status) && !takenIds.has(id)) say('sent-not-taken', id, `it is ${status}`, sendingSince);
    if (status === 'unknown' && !faults.some((fault) => explainsUnknown(fault, channel, sendingSince))) {
      say('unknown-unexplained', id, `${channel}, in sending since ${sendingSince?.toISOString()}`, sendingSince);
    }
  }
  return found;
}
