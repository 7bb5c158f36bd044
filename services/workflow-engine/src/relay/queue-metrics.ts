import { countDueWork, type DueWorkCount, type Pool } from '@canvass/database';
import {
  allJobs,
  callWebhooks,
  continueOperations,
  endWaits,
  type Producer,
  prepareDeliveries,
  processMessage,
  sendEmails,
  sendTexts,
  updateContacts,
} from '@canvass/jobs';
import { Gauge } from 'prom-client';

const oldestDue = new Gauge({
  name: 'canvass_queue_oldest_due_seconds',
  help: 'Age of the oldest work that is due and not done, by the queue that would do it; reported by the relay’s leader',
  labelNames: ['queue'],
});
const depth = new Gauge({
  name: 'canvass_queue_depth',
  help: 'Jobs in the queue by state; state "due" = rows in the database that are due; reported by the relay’s leader',
  labelNames: ['queue', 'state'],
});

const queueOf: Readonly<Record<DueWorkCount['kind'], string>> = {
  message: processMessage.name,
  contact: updateContacts.name,
  'email-survey': prepareDeliveries.name,
  'sms-survey': prepareDeliveries.name,
  wait: endWaits.name,
  email: sendEmails.name,
  sms: sendTexts.name,
  webhook: callWebhooks.name,
  operation: continueOperations.name,
};

/** Measures every queue once. */
export async function measureQueues(pool: Pool, producer: Producer, now: () => number): Promise<void> {
  const work = await countDueWork(pool);
  for (const job of allJobs) {
    const ofQueue = work.filter(({ kind }) => queueOf[kind] === job.name);
    const ages = ofQueue.map(({ oldestDueAt }) => (now() - oldestDueAt.getTime()) / 1000);
    oldestDue.set({ queue: job.name }, Math.max(0, ...ages));
    const rows = ofQueue.reduce((sum, each) => sum + each.rows, 0);
    const states = { due: rows, ...(await producer.counts(job)) };
    for (const [state, count] of Object.entries(states)) depth.set({ queue: job.name, state }, count);
  }
}

/** A process that no longer leads says nothing: the new leader reports. */
export function forgetQueues(): void {
  oldestDue.reset();
  depth.reset();
}
