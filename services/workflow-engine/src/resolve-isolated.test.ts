import { setTimeout as pause } from 'node:timers/promises';
import { inWorkspace, type Pool, type Queryable } from '@canvass/database';
import type { EventSourceId, MessageId, NotificationId, WorkspaceId } from '@canvass/domain';
import { createLogger } from '@canvass/platform';
import {
  aMessage,
  anEventSource,
  aWorkflow,
  aWorkspace,
  createTestDatabase,
  type TestDatabase,
} from '@canvass/test-support';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ResolveScope, resolveIsolated } from './resolve-isolated.ts';

let database: TestDatabase;
let pool: Pool;
let workspaceId: WorkspaceId;
let source: EventSourceId;

beforeAll(async () => {
  database = await createTestDatabase();
  pool = database.pool;
});
afterAll(() => database[Symbol.asyncDispose]());
beforeEach(async () => {
  workspaceId = await aWorkspace(pool);
  source = await anEventSource(pool, workspaceId);
  await aWorkflow(pool, workspaceId, source);
});

const threeNotifications = { fields: [{ A: '1' }, { A: '2' }, { A: '3' }] };

/** Whatever makes a run of this notification throws; `error` makes what is thrown. */
function scopeWith(poison: NotificationId | undefined, error = () => new Error('poison')): ResolveScope {
  const inside = <Result>(work: (db: Queryable) => Promise<Result>) =>
    inWorkspace(pool, workspaceId, (db) => work(throwing(db, poison, error)));
  return { inside, workspaceId, admits: () => true, log: createLogger('test', 'silent') };
}

function throwing(db: Queryable, poison: NotificationId | undefined, error: () => Error): Queryable {
  return new Proxy(db, {
    get: (target, name) => (query: { name?: string; values?: unknown[] }, values?: unknown[]) => {
      const touched =
        name === 'query' && query.name === 'add-runs' && JSON.stringify(query.values).includes(`${poison}`);
      if (touched) throw error();
      return Reflect.apply(Reflect.get(target, name), target, values === undefined ? [query] : [query, values]);
    },
  });
}

async function stateOf(id: MessageId) {
  const { rows } = await pool.query(
    `select status, attempts, begun, (select count(*) from runs where message_id = $1) as runs,
            array(select problem from notifications where message_id = $1 order by id) as problems
       from messages where id = $1`,
    [id],
  );
  return rows[0];
}

test('a notification that throws holds up neither the others of its message nor other messages, and is given up after three tries', async () => {
  const bad = await aMessage(pool, workspaceId, source, threeNotifications);
  const good = await aMessage(pool, workspaceId, source, threeNotifications);
  const scope = scopeWith(bad.notificationIds[1]);
  const ids = [bad.messageId, good.messageId];
  await resolveIsolated(scope, ids, 0);
  expect(await stateOf(good.messageId)).toMatchObject({ status: 'resolved', runs: 3 });
  expect(await stateOf(bad.messageId)).toMatchObject({ status: 'pending', attempts: 1, runs: 2 });
  await resolveIsolated(scope, ids, 0);
  expect(await stateOf(bad.messageId)).toMatchObject({ status: 'pending', attempts: 2, runs: 2 });
  await resolveIsolated(scope, ids, 0);
  expect(await stateOf(bad.messageId)).toMatchObject({
    status: 'resolved',
    runs: 2,
    problems: [null, 'processing-failed', null],
  });
});

test('a message that is put off is due again within seconds, without a job', async () => {
  const { messageId, notificationIds } = await aMessage(pool, workspaceId, source, { enqueuedAt: new Date() });
  await resolveIsolated(scopeWith(notificationIds[0]), [messageId], 0);
  const { rows } = await pool.query(
    `select enqueued_at, extract(epoch from due_at - now())::float as "dueInSeconds" from messages where id = $1`,
    [messageId],
  );
  expect(rows).toEqual([{ enqueued_at: null, dueInSeconds: expect.any(Number) }]);
  expect(rows[0].dueInSeconds).toBeLessThanOrEqual(4);
});

test('a deadlock does not count against a message: the job is tried again', async () => {
  const { messageId, notificationIds } = await aMessage(pool, workspaceId, source, threeNotifications);
  const deadlock = () => Object.assign(new Error('deadlock detected'), { code: '40P01' });
  await expect(resolveIsolated(scopeWith(notificationIds[1], deadlock), [messageId], 0)).rejects.toThrow('deadlock');
  expect(await stateOf(messageId)).toMatchObject({ status: 'pending', attempts: 0, runs: 0 });
  await resolveIsolated(scopeWith(undefined), [messageId], 0);
  expect(await stateOf(messageId)).toMatchObject({ status: 'resolved', runs: 3 });
});

test('marks of a worker that lives do not stay', async () => {
  const { messageId, notificationIds } = await aMessage(pool, workspaceId, source, threeNotifications);
  await resolveIsolated(scopeWith(notificationIds[1]), [messageId], 1);
  expect(await stateOf(messageId)).toMatchObject({ status: 'pending', begun: 0, runs: 2 });
});

test('a worker that lives and cannot reach the database for a while takes its mark back, however often', async () => {
  const { messageId, notificationIds } = await aMessage(pool, workspaceId, source, threeNotifications);
  const lost = () => Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  const scope = scopeWith(notificationIds[1], lost);
  for (let tries = 0; tries < 4; tries += 1) {
    let awayUntil = 0;
    const inside = async <Result>(work: (db: Queryable) => Promise<Result>) => {
      if (performance.now() < awayUntil) throw lost();
      try {
        return await scope.inside(work);
      } catch (error) {
        awayUntil = performance.now() + 300;
        throw error;
      }
    };
    await expect(resolveIsolated({ ...scope, inside }, [messageId], 1)).rejects.toThrow('Connection terminated');
  }
  expect(await stateOf(messageId)).toMatchObject({ status: 'pending', begun: 0, problems: [null, null, null] });
  await resolveIsolated(scopeWith(undefined), [messageId], 1);
  expect(await stateOf(messageId)).toMatchObject({ status: 'resolved', runs: 3 });
});

test('a message that somebody else is at keeps no mark of a worker that passed it by', async () => {
  const { messageId } = await aMessage(pool, workspaceId, source, threeNotifications);
  const scope = scopeWith(undefined);
  let transactions = 0;
  const inside = async <Result>(work: (db: Queryable) => Promise<Result>) => {
    transactions += 1;
    if (transactions !== 3) return scope.inside(work); // the first finds, the second marks, the third is the work
    const locked = Promise.withResolvers<void>();
    void inWorkspace(pool, workspaceId, async (db) => {
      await db.query('select from messages where id = $1 for update', [messageId]);
      locked.resolve();
      await pause(500);
    });
    await locked.promise;
    return scope.inside(work);
  };
  await resolveIsolated({ ...scope, inside }, [messageId], 1);
  expect(await stateOf(messageId)).toMatchObject({ status: 'pending', begun: 0, runs: 0 });
});
