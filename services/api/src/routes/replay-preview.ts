import { countNotifications, findNotificationIds, type Queryable } from '@canvass/database';
import type { NotificationId, Replay, WorkflowId, WorkspaceId } from '@canvass/domain';
import { decideReplay, type ReplayDecision } from '@canvass/runs';

/** Notifications for which it is decided what would happen: the oldest ones. */
const mostDecided = 1_000;
const decidedAtOnce = 200;
const mostCounted = 100_000;
/** Stretches that are looked through for notifications of the event source. */
const mostStretches = 5;
/** Of each outcome. */
const mostSamples = 5;

/** What a replay would do. It decides as the replay itself does, and changes nothing. */
export async function previewReplay(
  db: Queryable,
  workspaceId: WorkspaceId,
  replay: Replay,
  leftOut: readonly WorkflowId[],
) {
  const { notifications } = replay;
  const [count, ids] =
    'notificationIds' in notifications
      ? [{ count: notifications.notificationIds.length, capped: false }, notifications.notificationIds]
      : [
          await countNotifications(db, workspaceId, notifications.filter, mostCounted),
          await oldest(db, workspaceId, notifications.filter),
        ];
  const decisions: ReplayDecision[] = [];
  for (let from = 0; from < ids.length; from += decidedAtOnce) {
    decisions.push(...(await decideReplay(db, workspaceId, replay, ids.slice(from, from + decidedAtOnce), leftOut)));
  }
  const byOutcome = Map.groupBy(decisions, ({ passedOver }) => passedOver ?? 'run');
  return {
    notifications: count,
    lookedAt: ids.length,
    wouldRun: byOutcome.get('run')?.length ?? 0,
    alreadyRan: decisions.filter(({ alreadyRan }) => alreadyRan).length,
    passedOver: Object.fromEntries(
      [...byOutcome].flatMap(([outcome, some]) => (outcome === 'run' ? [] : [[outcome, some.length] as const])),
    ),
    samples: [...byOutcome.values()].flatMap((some) => some.slice(0, mostSamples).map(toSample)),
  };
}

async function oldest(
  db: Queryable,
  workspaceId: WorkspaceId,
  filter: Parameters<typeof findNotificationIds>[2],
): Promise<NotificationId[]> {
  const ids: NotificationId[] = [];
  let after: string | null = null;
  for (let stretch = 0; stretch < mostStretches && ids.length < mostDecided; stretch += 1) {
    const found = await findNotificationIds(db, workspaceId, filter, { after, limit: mostDecided - ids.length });
    ids.push(...found.ids);
    if (found.position === null) break;
    after = found.position;
  }
  return ids;
}

function toSample({ notification, workflow, passedOver, condition, alreadyRan }: ReplayDecision) {
  return {
    notificationId: notification.id,
    recordId: notification.recordId,
    receivedAt: notification.receivedAt,
    workflowName: workflow?.name ?? null,
    reason: passedOver,
    condition,
    alreadyRan,
  };
}
