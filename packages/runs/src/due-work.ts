import type { RunStatus, Step, TaskRunId, WorkspaceId } from '@canvass/domain';
import { endWaits, maxBatch, type Producer, prepareDeliveries, updateContacts } from '@canvass/jobs';
import { Counter } from 'prom-client';

const runsEnded = new Counter({
  name: 'canvass_runs_total',
  help: 'Runs that ended, by status; a retried run counts again',
  labelNames: ['status'],
});

/** What came of a transaction on runs: to be offered once it is committed. */
export interface DueWork {
  readonly contacts: readonly TaskRunId[];
  readonly surveys: readonly TaskRunId[];
  /** Waits that are over. */
  readonly waits: readonly TaskRunId[];
  /** Statuses of the runs that ended. */
  readonly ended: readonly RunStatus[];
}

export function toDueWork(
  tasks: readonly { id: TaskRunId; type: Step['type'] }[],
  ended: readonly RunStatus[] = [],
): DueWork {
  const ids = (wanted: (type: Step['type']) => boolean) => tasks.filter(({ type }) => wanted(type)).map(({ id }) => id);
  return {
    contacts: ids((type) => type === 'contact'),
    surveys: ids((type) => type === 'email-survey' || type === 'sms-survey'),
    waits: ids((type) => type === 'wait'),
    ended,
  };
}

/**
 * After commit: puts jobs for the task runs into their queues, up to 100 in each. Never throws: what can't be enqueued is
 * fed by the relay.
 */
export async function offerDueWork(producer: Producer, workspaceId: WorkspaceId, due: DueWork): Promise<void> {
  for (const status of due.ended) runsEnded.inc({ status });
  await Promise.all([
    producer.offer(updateContacts, toPayloads(workspaceId, due.contacts)),
    producer.offer(prepareDeliveries, toPayloads(workspaceId, due.surveys)),
    producer.offer(endWaits, toPayloads(workspaceId, due.waits)),
  ]);
}

function toPayloads(workspaceId: WorkspaceId, ids: readonly TaskRunId[]) {
  return inBatches(ids).map((taskRunIds) => ({ workspaceId, taskRunIds }));
}

/** Cuts ids into what one job may name. */
export function inBatches<Id>(ids: readonly Id[]): Id[][] {
  return Array.from({ length: Math.ceil(ids.length / maxBatch) }, (_, index) =>
    ids.slice(index * maxBatch, (index + 1) * maxBatch),
  );
}
