import { setTimeout as pause } from 'node:timers/promises';
import {
  type BegunMessage,
  beginMessage,
  endBegunMessage,
  findBegunMessages,
  findNotificationsToRun,
  giveNotificationsUp,
  isTransientDatabaseError,
  lockPendingMessages,
  markMessagesResolved,
  type NotificationToRun,
  putMessageOff,
  type Queryable,
} from '@canvass/database';
import { type MessageId, type NotificationId, nextAttemptAt, taskRetryPolicy, type WorkspaceId } from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import { type DueWork, markCountsAfterMs, takeMarkBack, toDueWork } from '@canvass/runs';
import { type Admits, type Resolution, resolveMessages, startRuns } from './resolve-message.ts';

export interface ResolveScope {
  /** Runs work in a transaction of the workspace. */
  inside<Result>(work: (db: Queryable) => Promise<Result>): Promise<Result>;
  readonly workspaceId: WorkspaceId;
  readonly admits: Admits;
  readonly log: Logger;
}

/** Tries of a message before what fails in it is given up. */
const maxAttempts = 3;
/** Marked workers that died with a message, after which its notifications are done one by one. */
const oneByOneFrom = 1;

/**
 * Resolves messages, all in one transaction. Where that fails for a reason that another try would not mend, each gets a
 * transaction of its own, and in the one that fails each notification: what is bad fails alone, is tried three times and
 * then given up, and its problem is shown. A lost connection or a deadlock is left to the job's retries.
 *
 * A worker that dies tells nobody. So when one died with this job in hand, a mark is committed before each message, and
 * later before each notification; only a worker's death leaves it (see `takeMarkBack`). The notification that was marked when the third worker
 * died is given up without another try.
 */
export async function resolveIsolated(
  scope: ResolveScope,
  messageIds: readonly MessageId[],
  lostWorkers: number,
): Promise<(Resolution & { givenUp?: number; putOff?: number })[]> {
  const { inside, workspaceId, admits, log } = scope;
  if (lostWorkers === 0) {
    try {
      const resolution = await inside((db) => resolveMessages(db, workspaceId, messageIds, admits));
      return resolution === null ? [] : [resolution];
    } catch (error) {
      if (isTransientDatabaseError(error)) throw error;
      log.warn({ messages: messageIds.length, err: error }, 'messages.split');
    }
  }
  const results: (Resolution & { givenUp?: number; putOff?: number })[] = [];
  const find = () => inside((db) => findBegunMessages(db, workspaceId, messageIds));
  let found = await find();
  if (found.some(({ begun }) => begun > oneByOneFrom)) {
    await pause(markCountsAfterMs);
    found = await find();
  }
  for (const message of found) {
    if (message.begun >= oneByOneFrom) {
      const killer = message.begun > oneByOneFrom ? message.suspectId : null;
      results.push(await resolveOneByOne(scope, message, killer, { marked: true }));
      continue;
    }
    results.push(...(await resolveAlone(scope, message, { marked: lostWorkers > 0 || message.begun > 0 })));
  }
  return results;
}

async function resolveAlone(scope: ResolveScope, message: BegunMessage, { marked }: { marked: boolean }) {
  const { inside, workspaceId, admits, log } = scope;
  const { id } = message;
  try {
    if (marked) await inside((db) => beginMessage(db, workspaceId, id, null));
    const resolution = await inside((db) => resolveMessages(db, workspaceId, [id], admits));
    return resolution === null ? [] : [resolution];
  } catch (error) {
    if (isTransientDatabaseError(error)) throw error;
    log.warn({ messageId: id, err: error }, 'message.split');
  } finally {
    if (marked) await takeMarkBack(() => inside((db) => endBegunMessage(db, workspaceId, message)), log);
  }
  return [await resolveOneByOne(scope, message, null, { marked: false })];
}

/** Each notification in a transaction of its own; `killer` is the one that workers died with. */
async function resolveOneByOne(
  { inside, workspaceId, admits, log }: ResolveScope,
  message: BegunMessage,
  killer: NotificationId | null,
  { marked }: { marked: boolean },
): Promise<Resolution & { givenUp: number; putOff: number }> {
  const { id } = message;
  const notifications = await inside((db) => findNotificationsToRun(db, workspaceId, [id]));
  const failed: NotificationId[] = [];
  const dues: DueWork[] = [];
  let runs = 0;
  for (const notification of notifications.filter((each) => each.id !== killer)) {
    try {
      if (marked) await inside((db) => beginMessage(db, workspaceId, id, notification.id));
      const started = await inside((db) => startRunsOf(db, workspaceId, id, notification, admits));
      if (started === null) continue;
      runs += started.runs;
      dues.push(started.due);
    } catch (error) {
      if (isTransientDatabaseError(error)) throw error;
      log.error({ messageId: id, notificationId: notification.id, err: error }, 'notification.failed');
      failed.push(notification.id);
    } finally {
      if (marked) await takeMarkBack(() => inside((db) => endBegunMessage(db, workspaceId, message)), log);
    }
  }
  if (killer !== null) log.error({ messageId: id, notificationId: killer }, 'notification.crashes-workers');
  const putOff = await inside((db) => settle(db, workspaceId, id, { failed, killer }));
  const due = toDueWork(
    [],
    dues.flatMap(({ ended }) => ended),
  );
  return {
    messages: putOff ? 0 : 1,
    notifications: notifications.length,
    runs,
    due: {
      ...due,
      contacts: dues.flatMap(({ contacts }) => contacts),
      surveys: dues.flatMap(({ surveys }) => surveys),
    },
    givenUp: putOff ? 0 : failed.length + (killer === null ? 0 : 1),
    putOff: putOff ? 1 : 0,
  };
}

async function startRunsOf(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
  notification: NotificationToRun,
  admits: Admits,
) {
  const messages = await lockPendingMessages(db, workspaceId, [id]);
  return messages.length === 0 ? null : startRuns(db, workspaceId, messages, [notification], admits);
}

/** True when the message is put off, because something of it failed and is to be tried again. */
async function settle(
  db: Queryable,
  workspaceId: WorkspaceId,
  id: MessageId,
  { failed, killer }: { failed: readonly NotificationId[]; killer: NotificationId | null },
): Promise<boolean> {
  const [message] = await lockPendingMessages(db, workspaceId, [id]);
  if (message === undefined) return false;
  if (killer !== null) await giveNotificationsUp(db, workspaceId, [killer], 'crashes-workers');
  const attempt = message.attempts + 1;
  if (failed.length > 0 && attempt < maxAttempts) {
    const { now } = message;
    const failure = { attempt, firstFailedAt: now, now, random: Math.random(), retryAfterMs: null };
    await putMessageOff(db, workspaceId, id, nextAttemptAt(taskRetryPolicy, failure) ?? now);
    return true;
  }
  if (failed.length > 0) await giveNotificationsUp(db, workspaceId, failed, 'processing-failed');
  await markMessagesResolved(db, workspaceId, [id]);
  return false;
}
