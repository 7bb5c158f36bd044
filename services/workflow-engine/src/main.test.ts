import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import {
  aMessage,
  anEventSource,
  aWorkflow,
  aWorkspace,
  createTestDatabase,
  eventually,
  freePort,
  queueBackends,
  testQueueConfig,
} from '@canvass/test-support';
import { expect, onTestFinished, test } from 'vitest';

/** A process takes a dozen seconds to start where the machine has much else to do. */
const patienceMs = 60_000;
const main = fileURLToPath(new URL('main.ts', import.meta.url));

function start(env: Record<string, string>) {
  const child = spawn(process.execPath, [main], { env: { PATH: process.env.PATH, ...env } });
  onTestFinished(() => void child.kill('SIGKILL'));
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  child.stderr.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  return { child, ended, text: () => text };
}

test.each(queueBackends())(
  'messages without a job are resolved on %s, each once, though a process is killed in mid-work',
  async (backend) => {
    await using database = await createTestDatabase();
    const { pool } = database;
    const queue = testQueueConfig(backend, database.url);
    const workspaceId = await aWorkspace(pool);
    const source = await anEventSource(pool, workspaceId);
    await aWorkflow(pool, workspaceId, source);
    for (let count = 0; count < 150; count += 1) {
      await aMessage(pool, workspaceId, source, { fields: [{ CaseNumber: '1' }, { CaseNumber: '2' }] });
    }
    const engine = async () => {
      const port = await freePort();
      const process = start({
        DATABASE_URL: database.url,
        ...(queue.REDIS_URL === undefined ? {} : { REDIS_URL: queue.REDIS_URL }),
        QUEUE_PREFIX: queue.QUEUE_PREFIX,
        ADMIN_HOST: '127.0.0.1',
        ADMIN_PORT: String(port),
      });
      return { ...process, get: (path: string) => fetch(`http://127.0.0.1:${port}${path}`) };
    };
    const resolved = async () => {
      const { rows } = await pool.query("select count(*) as count from messages where status = 'resolved'");
      return rows[0]?.count;
    };
    const first = await engine();
    await eventually(async () => (await resolved()) > 0, patienceMs);
    first.child.kill('SIGKILL');
    await first.ended;

    const second = await engine();
    await eventually(
      async () =>
        second.get('/readyz').then(
          ({ ok }) => ok,
          () => false,
        ),
      patienceMs,
    );
    expect((await second.get('/healthz')).status).toBe(200);
    // What the killed process had in hand is noticed within seconds.
    await eventually(async () => (await resolved()) === 150, patienceMs);
    const { rows } = await pool.query(
      `select count(*) as runs, count(distinct (notification_id, workflow_id)) as distinct_runs,
              (select count(*) from task_runs) as tasks from runs`,
    );
    expect(rows).toEqual([{ runs: 300, distinct_runs: 300, tasks: 300 }]);

    // However much the first had done: this one is fed by the second.
    await aMessage(pool, workspaceId, source, { fields: [{ CaseNumber: '3' }] });
    await eventually(async () => (await resolved()) === 151, patienceMs);
    await eventually(async () => {
      const metrics = await (await second.get('/metrics')).text();
      const wanted = [
        'canvass_queue_depth{queue="update-contacts",state="due"} 301',
        'canvass_queue_oldest_due_seconds{queue="process-message"} 0',
        'canvass_relay_reenqueued_total{queue="process-message"}',
      ];
      const missing = wanted.filter((line) => !metrics.includes(line));
      if (missing.length === 0) return true;
      throw new Error(`missing: ${missing.join(', ')} in\n${metrics.match(/^canvass_(queue|relay).*/gm)?.join('\n')}`);
    }, patienceMs);
    second.child.kill('SIGTERM');
    expect(await second.ended).toBe(0);
    expect(second.text()).toContain('service.stopped');
  },
  240_000,
);

test.each(queueBackends())(
  'a process that a deploy ends in the middle of a load on %s hands over: nothing is lost, nothing waits for long',
  async (backend) => {
    await using database = await createTestDatabase();
    const { pool } = database;
    const queue = testQueueConfig(backend, database.url);
    const env = {
      DATABASE_URL: database.url,
      ...(queue.REDIS_URL === undefined ? {} : { REDIS_URL: queue.REDIS_URL }),
      ...{ QUEUE_PREFIX: queue.QUEUE_PREFIX, ADMIN_HOST: '127.0.0.1', ADMIN_PORT: '0' },
    };
    const workspaceId = await aWorkspace(pool);
    const source = await anEventSource(pool, workspaceId);
    await aWorkflow(pool, workspaceId, source);
    const fields = Array.from({ length: 50 }, () => ({ CaseNumber: '1' }));
    for (let count = 0; count < 100; count += 1) await aMessage(pool, workspaceId, source, { fields });
    const counts = async () => {
      const { rows } = await pool.query(
        `select count(*) filter (where status = 'resolved') as resolved, count(*) filter (where status = 'pending') as pending
           from messages`,
      );
      return rows[0];
    };
    const leaving = start(env);
    await eventually(async () => (await counts()).resolved > 10, patienceMs);
    const staying = start(env);
    await eventually(async () => staying.text().includes('service.started'), patienceMs);
    leaving.child.kill('SIGTERM');
    expect(await leaving.ended).toBe(0);
    expect(leaving.text()).not.toContain('service.stop-forced');
    await eventually(async () => (await counts()).pending === 0, patienceMs);
    // No job had to wait until the lock of a worker that is gone ran out: the one that left finished what it had.
    expect(staying.text()).not.toContain('job.stalled');
    const { rows } = await pool.query('select count(*) as runs, count(distinct notification_id) as once from runs');
    expect(rows).toEqual([{ runs: 5_000, once: 5_000 }]);
    staying.child.kill('SIGTERM');
    expect(await staying.ended).toBe(0);
  },
  240_000,
);

test('without a database address the process refuses to start and names the variable', async () => {
  const service = start({});
  expect(await service.ended).toBe(1);
  expect(service.text()).toContain('DATABASE_URL');
});
