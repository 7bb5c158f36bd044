import type { Books, Violation } from './books.ts';
import { by, doubled } from './group.ts';

const runEnds = new Set(['succeeded', 'partially-failed', 'failed', 'skipped', 'cancelled']);
const taskEnds = new Set(['succeeded', 'failed', 'skipped', 'cancelled']);
const openDelivery = new Set(['queued', 'sending']);

/** Acknowledged is recorded once, runs once, and ends as its notification asks for. */
export function judgeIntake({ sent, database }: Books): Violation[] {
  const { notifications, runs, tasks, deliveries, pendingMessages } = database;
  const found: Violation[] = [];
  const say = (kind: Violation['kind'], id: string, detail: string, at: Date | null = null) =>
    found.push({ kind, id, detail, at });

  const recorded = by(notifications, (row) => `${row.workspaceId} ${row.salesforceId}`);
  const runsOf = by(runs, (row) => row.notificationId);
  const deliveriesOf = by(deliveries, (row) => row.runId);
  const tasksOf = by(tasks, (row) => row.runId);

  for (const one of sent) {
    const rows = recorded.get(`${one.workspaceId} ${one.notificationId}`) ?? [];
    if (rows.length > 1) say('notification-doubled', one.notificationId, `${rows.length} rows`, one.acknowledgedAt);
    if (one.acknowledgedAt === null) continue;
    if (rows.length === 0) say('lost', one.notificationId, 'not recorded', one.acknowledgedAt);
    for (const { id } of rows) {
      const [run] = runsOf.get(id) ?? [];
      if (run === undefined) say('lost', one.notificationId, `no run of notification ${id}`, one.acknowledgedAt);
      else if (runEnds.has(run.status)) {
        const unknown = (deliveriesOf.get(run.id) ?? []).some(({ status }) => status === 'unknown');
        const wrong =
          one.mustEnd === 'failed'
            ? run.status !== 'failed'
            : run.status !== 'succeeded' && !(unknown && ['failed', 'partially-failed'].includes(run.status));
        const words = (tasksOf.get(run.id) ?? []).map((task) => `${task.stepId} ${task.status} ${task.failure ?? ''}`);
        if (wrong)
          say('wrong-end', run.id, `${run.status}, not ${one.mustEnd}: ${words.join(', ')}`, one.acknowledgedAt);
      }
    }
  }
  for (const [key, rows] of doubled(runs, (row) => `${row.notificationId} ${row.workflowId}`)) {
    say('run-doubled', rows.map(({ id }) => id).join(' '), `of notification and workflow ${key}`);
  }
  for (const { id } of pendingMessages) say('unfinished', id, 'a message that is not resolved');
  for (const run of runs) if (!runEnds.has(run.status)) say('unfinished', run.id, `a run that is ${run.status}`);
  for (const task of tasks) if (!taskEnds.has(task.status)) say('unfinished', task.id, `a task that is ${task.status}`);
  for (const delivery of deliveries) {
    if (openDelivery.has(delivery.status)) say('unfinished', delivery.id, `a delivery that is ${delivery.status}`);
  }
  return found;
}
