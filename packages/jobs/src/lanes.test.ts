import { createServer, type Socket } from 'node:net';
import { newId } from '@canvass/database';
import { MessageId, TaskRunId, WorkspaceId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import {
  createTestDatabase,
  eventually,
  freePort,
  queueBackends,
  type TestDatabase,
  testQueueConfig,
} from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { openQueue, type QueueConfig } from './backend.ts';
import { allQueues, processMessage, updateContacts } from './catalogue.ts';
import { handle } from './handle.ts';
import { inLane } from './lane.ts';
import { type LeftRows, Producer } from './producer.ts';
import { startWorkers } from './workers.ts';

const log = createLogger('jobs-test', 'silent');
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database[Symbol.asyncDispose]());

/** Remembers what is left to the relay; `waiting` says whether some of it still is. */
class Book implements LeftRows {
  readonly left: string[] = [];
  waiting = true;
  async leave(_table: string, _workspaceId: WorkspaceId, ids: readonly string[]) {
    this.left.push(...ids);
  }
  wake() {}
  async waits() {
    return this.waiting;
  }
}

const oneAtATime = { ...updateContacts, concurrency: 1 };
const someTasks = (workspaceId: WorkspaceId, jobs: number, rowsOfJob = 1) =>
  Array.from({ length: jobs }, () => ({
    workspaceId,
    taskRunIds: Array.from({ length: rowsOfJob }, () => newId(TaskRunId)),
  }));

describe.each(queueBackends())('the lanes of a queue on %s', (backend) => {
  let config: QueueConfig;
  let book: Book;
  let [busy, quiet] = [newId(WorkspaceId), newId(WorkspaceId)];
  beforeEach(() => {
    config = testQueueConfig(backend, database.url);
    book = new Book();
    [busy, quiet] = [newId(WorkspaceId), newId(WorkspaceId)];
    return clear();
  });
  async function clear() {
    const queues = allQueues.map((name) => openQueue(config, name));
    for (const queue of queues) {
      await queue.obliterate({ force: true });
      await queue.close();
    }
  }

  test('a job that is offered is worked though fed ones hold all the slots they have', async () => {
    await using producer = new Producer(config, log, book);
    await producer.enqueueLinked(
      updateContacts,
      someTasks(busy, 20).map((payload) => ({ payload, links: [] })),
    );
    const [fedTaken, directDone] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const done: WorkspaceId[] = [];
    await using _workers = startWorkers(config, log, [
      handle(oneAtATime, async ({ workspaceId }) => {
        fedTaken.resolve();
        if (workspaceId === busy) await directDone.promise;
        done.push(workspaceId);
        directDone.resolve();
      }),
    ]);
    await fedTaken.promise;
    await producer.offer(updateContacts, someTasks(quiet, 1));
    await eventually(async () => done.length === 21);
    expect(done[0]).toBe(quiet);
  });

  test('a flood of one workspace fills no queue: the rest is left to the relay, and another workspace is admitted', async () => {
    await using producer = new Producer(config, log, book);
    for (let round = 0; round < 30; round += 1) await producer.offer(updateContacts, someTasks(busy, 10, 50));
    expect(await producer.depth(updateContacts)).toBeLessThan(100);
    expect(book.left.length / 50 + (await producer.depth(updateContacts))).toBe(300);
    expect(producer.admits(updateContacts, busy)).toBe(false);
    expect(producer.admits(updateContacts, quiet)).toBe(true);
    expect(await producer.offer(updateContacts, someTasks(quiet, 1))).toBe(true);
  });

  test('a workspace that sends one at a time stays in the direct lane though some of its jobs wait', async () => {
    await using producer = new Producer(config, log, book);
    for (let count = 0; count < 20; count += 1) await producer.offer(updateContacts, someTasks(quiet, 1));
    expect(await producer.counts(updateContacts)).toMatchObject({ waiting: 20, fed: 0 });
    expect(book.left).toEqual([]);
  });

  test('what a fed job leaves to the relay keeps no direct job of its workspace out', async () => {
    await using producer = new Producer(config, log, book);
    for (let count = 0; count < 20; count += 1) {
      await inLane('fed', () => producer.offer(updateContacts, someTasks(quiet, 1)));
    }
    expect(book.left.length).toBeGreaterThan(0);
    expect(producer.admits(updateContacts, quiet)).toBe(true);
  });

  test('a workspace is admitted again once the relay has fed what was left', async () => {
    await using producer = new Producer(config, log, book);
    for (let round = 0; round < 30; round += 1) await producer.offer(updateContacts, someTasks(busy, 10, 50));
    await using _workers = startWorkers(config, log, [handle(updateContacts, async () => {})]);
    await eventually(async () => (await producer.depth(updateContacts)) === 0);
    expect(producer.admits(updateContacts, busy)).toBe(false);
    book.waiting = false;
    await eventually(async () => producer.admits(updateContacts, busy));
  });

  test('what a fed job leads to stays in the fed lane, what a direct job leads to in the direct one', async () => {
    await using producer = new Producer(config, log, book);
    const messages = (workspaceId: WorkspaceId) => ({ workspaceId, messageIds: [newId(MessageId)] });
    await using _workers = startWorkers(config, log, [
      handle(
        processMessage,
        async ({ workspaceId }) => void (await producer.offer(updateContacts, someTasks(workspaceId, 1))),
      ),
    ]);
    await producer.enqueueLinked(processMessage, [{ payload: messages(busy), links: [] }]);
    await eventually(async () => (await producer.counts(updateContacts)).fed === 1);
    await producer.offer(processMessage, [messages(quiet)]);
    await eventually(async () => (await producer.counts(updateContacts)).waiting === 1);
  });

  test('a job of a newer version waits for a worker that knows it; one of an older version is still read', async () => {
    await using producer = new Producer(config, log, book);
    const [older, newer] = [newId(MessageId), newId(MessageId)];
    const queue = openQueue(config, processMessage.name);
    const envelope = (v: number, payload: object) => ({ v, traceparent: null, links: [], payload });
    await queue.add('process-message', envelope(3, { workspaceId: quiet, messages: { of: newer } }));
    await queue.add('process-message', envelope(1, { workspaceId: quiet, messageId: older }));
    await queue.close();
    const seen: string[] = [];
    {
      await using _old = startWorkers(config, log, [
        handle(processMessage, async ({ messageIds }) => void seen.push(...messageIds)),
      ]);
      await eventually(async () => seen.length > 0 && (await producer.counts(processMessage)).delayed === 1);
    }
    expect(seen).toEqual([older]);
    const ofNextRelease = { ...processMessage, version: 3, payload: z.union([NextPayload, processMessage.payload]) };
    await using _new = startWorkers(config, log, [
      handle(ofNextRelease, async ({ messageIds }) => void seen.push(...messageIds)),
    ]);
    await eventually(async () => seen.length === 2);
    expect(seen).toEqual([older, newer]);
  });

  test('rows of a job that failed for the last time are left to the relay', async () => {
    await using producer = new Producer(config, log, book);
    const [payload] = someTasks(quiet, 1);
    if (payload === undefined) throw new Error('no task');
    const once = { ...updateContacts, attempts: 1 };
    await producer.offer(once, [payload]);
    const failing = handle(once, async () => {
      throw new Error('the database is away');
    });
    await using _workers = startWorkers(config, log, [failing], book);
    await eventually(async () => book.left.length > 0);
    expect(book.left).toEqual(payload.taskRunIds);
  });
});

const NextPayload = z
  .object({ workspaceId: WorkspaceId, messages: z.object({ of: MessageId }) })
  .transform(({ workspaceId, messages }) => ({ workspaceId, messageIds: [messages.of] }));

test('a queue that does not answer delays nobody twice: what follows is left to the relay at once', async () => {
  const sockets: Socket[] = [];
  const silent = createServer((socket) => void sockets.push(socket)); // takes connections and says nothing
  const port = await freePort();
  await new Promise<void>((resolve) => silent.listen(port, '127.0.0.1', resolve));
  const book = new Book();
  await using producer = new Producer(
    { ...testQueueConfig('redis', database.url), REDIS_URL: `redis://127.0.0.1:${port}` },
    log,
    book,
  );
  const workspaceId = newId(WorkspaceId);
  const startedAt = performance.now();
  expect(await producer.offer(updateContacts, someTasks(workspaceId, 1))).toBe(false);
  expect(performance.now() - startedAt).toBeLessThan(4_000);
  const againAt = performance.now();
  for (let count = 0; count < 20; count += 1) await producer.offer(updateContacts, someTasks(workspaceId, 1));
  expect(performance.now() - againAt).toBeLessThan(200);
  expect(book.left).toHaveLength(21);
  silent.close();
  for (const socket of sockets) socket.destroy();
});
