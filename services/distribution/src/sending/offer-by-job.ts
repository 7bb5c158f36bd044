import { idSpan } from '@canvass/database';
import type { DeliveryId, WorkspaceId } from '@canvass/domain';
import type { Producer } from '@canvass/jobs';
import { type DueWork, offerDueWork, toDueWork } from '@canvass/runs';

/** Runs work as part of a job: in its lane, as part of its trace. */
export type InJob = <Result>(work: () => Result) => Result;

export interface SentInJob {
  attempt: { delivery: { id: DeliveryId } };
  inJob: InJob;
}

/**
 * Offers what runs do next after messages of several jobs were recorded together. A run's next step takes the lane and the
 * trace of the job that sent its message, not of the batch's first.
 */
export async function offerByJob(
  producer: Producer,
  workspaceId: WorkspaceId,
  due: DueWork,
  batch: readonly SentInJob[],
): Promise<void> {
  await offerDueWork(producer, workspaceId, toDueWork([], due.ended));
  if (due.contacts.length + due.surveys.length + due.waits.length === 0) return;
  for (const [inJob, entries] of Map.groupBy(batch, (entry) => entry.inJob)) {
    const spans = entries.map(({ attempt }) => idSpan([attempt.delivery.id]));
    const isOurs = (id: string) => spans.some(({ lo, hi }) => lo <= id && id <= hi);
    const ours: DueWork = {
      contacts: due.contacts.filter(isOurs),
      surveys: due.surveys.filter(isOurs),
      waits: due.waits.filter(isOurs),
      ended: [],
    };
    await inJob(() => offerDueWork(producer, workspaceId, ours));
  }
}
