import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { Producer, processMessage } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import {
  aMessage,
  anEventSource,
  aWorkflow,
  aWorkspace,
  createTestDatabase,
  eventually,
  queueBackends,
  testQueueConfig,
} from '@canvass/test-support';
import { describe, expect, test } from 'vitest';

const entry = new URL('./testing/engine-worker.ts', import.meta.url).pathname;

// One backend: each death costs the time after which the queue hands a dead worker's job on.
describe.each(queueBackends().slice(-1))('with queues in %s', (backend) => {
  test('a notification that kills its worker is given up after three workers, and the others of its message run', {
    timeout: 150_000,
  }, async () => {
    await using database = await createTestDatabase();
    const { pool } = database;
    const workspaceId = await aWorkspace(pool);
    const source = await anEventSource(pool, workspaceId);
    await aWorkflow(pool, workspaceId, source);
    const { messageId, notificationIds } = await aMessage(pool, workspaceId, source, {
      ...{ fields: [{ A: '1' }, { A: '2' }, { A: '3' }], enqueuedAt: new Date() },
    });
    const good = await aMessage(pool, workspaceId, source, { enqueuedAt: new Date() });
    const config = testQueueConfig(backend, database.url);
    await using producer = new Producer(config, createLogger('test', 'silent'));
    await producer.offer(processMessage, [{ workspaceId, messageIds: [messageId, good.messageId] }]);

    const given = {
      ...{ databaseUrl: database.url, redisUrl: config.REDIS_URL, prefix: config.QUEUE_PREFIX },
      poison: notificationIds[1],
    };
    const statusOf = async () => {
      const { rows } = await pool.query('select status from messages where id = any($1) order by id', [
        [messageId, good.messageId],
      ]);
      return rows.map(({ status }) => status);
    };
    let deaths = 0;
    for (;;) {
      const worker = spawn(process.execPath, [entry, JSON.stringify(given)], { stdio: 'inherit' });
      const died = once(worker, 'exit').then(() => 'died' as const);
      const resolved = eventually(async () => !(await statusOf()).includes('pending'), 60_000).then(() => 'resolved');
      const end = await Promise.race([died, resolved]);
      resolved.catch(() => {});
      if (end === 'resolved') {
        worker.kill('SIGKILL');
        await died;
        break;
      }
      deaths += 1;
      if (deaths > 5) break;
    }
    expect(deaths).toBe(3);
    expect(await statusOf()).toEqual(['resolved', 'resolved']);
    const { rows } = await pool.query(
      `select n.problem, exists (select from runs r where r.notification_id = n.id) as ran
         from notifications n where message_id = $1 order by id`,
      [messageId],
    );
    expect(rows).toEqual([
      { problem: null, ran: true },
      { problem: 'crashes-workers', ran: false },
      { problem: null, ran: true },
    ]);
  });
});
