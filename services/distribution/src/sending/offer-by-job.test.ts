import { AsyncLocalStorage } from 'node:async_hooks';
import { derivedId, newId } from '@canvass/database';
import { DeliveryId, RunId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { inLane, Producer, prepareDeliveries, updateContacts } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { createTestDatabase, queueBackends, testQueueConfig } from '@canvass/test-support';
import { expect, test } from 'vitest';
import { type InJob, offerByJob, type SentInJob } from './offer-by-job.ts';

function aSentMessage(inJob: InJob) {
  const runId = newId(RunId);
  const id = derivedId(DeliveryId, derivedId(TaskRunId, runId, 'ask'), 'delivery');
  const sent: SentInJob = { attempt: { delivery: { id } }, inJob };
  return { sent, next: derivedId(TaskRunId, runId, 'then') };
}

test.each(queueBackends())(
  'what runs do next goes into the lane of the job that sent their message, on %s',
  async (backend) => {
    await using database = await createTestDatabase();
    await using producer = new Producer(testQueueConfig(backend, database.url), createLogger('test', 'silent'));
    const inFedJob = await inLane('fed', async () => AsyncLocalStorage.snapshot());
    const direct = aSentMessage((work) => work());
    const [fed, alsoFed] = [aSentMessage(inFedJob), aSentMessage(inFedJob)];
    const due = { contacts: [fed.next, direct.next], surveys: [alsoFed.next], waits: [], ended: [] };
    const batch = [direct.sent, fed.sent, alsoFed.sent];
    await offerByJob(producer, newId(WorkspaceId), due, batch);
    expect(await producer.counts(updateContacts)).toMatchObject({ waiting: 1, fed: 1 });
    expect(await producer.counts(prepareDeliveries)).toMatchObject({ waiting: 0, fed: 1 });
  },
);
