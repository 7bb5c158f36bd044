import { Producer, processMessage, type QueueConfig } from '@canvass/jobs';
import { aNotificationId, anOrganizationId, anOutboundMessage } from '@canvass/outbound-message/fixtures';
import { createLogger } from '@canvass/platform';
import { eventually, freePort, queueBackends, testQueueConfig } from '@canvass/test-support';
import { describe, expect, test } from 'vitest';
import { intakeInFlight } from './metrics.ts';
import { startCuttableProxy } from './testing/cuttable-proxy.ts';
import { aSource, post, rowsOf, startIngress } from './testing/start-ingress.ts';

const pinned = { organizationId: anOrganizationId, objectType: 'Case' };

test('nothing is acknowledged before it is committed', async () => {
  await using ingress = await startIngress();
  const source = await aSource(ingress.pool, pinned);
  expect((await post(ingress.urlOf(source.token), anOutboundMessage())).acknowledged).toBe(true);

  const locker = await ingress.pool.connect();
  await locker.query('begin; lock table notifications in share mode');
  let answered = 0;
  const replies = Promise.all(
    Array.from({ length: 5 }, async () => {
      const reply = await post(ingress.urlOf(source.token), anOutboundMessage());
      answered += 1;
      return reply;
    }),
  );
  await eventually(async () => {
    const { rows } = await ingress.pool.query(
      `select 1 from pg_locks where relation = 'notifications'::regclass and not granted`,
    );
    return rows.length > 0;
  });
  expect(answered).toBe(0);
  await locker.query('commit');
  locker.release();
  expect((await replies).every((reply) => reply.acknowledged)).toBe(true);
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(6);
});

test('a commit waits for the disk even where the database is set not to', async () => {
  await using ingress = await startIngress();
  const source = await aSource(ingress.pool, pinned);
  // A deferred trigger sees the setting with which the transaction commits.
  await ingress.pool.query(`
    create table commits (setting text);
    create function note_commit() returns trigger language plpgsql as $$
      begin insert into commits values (current_setting('synchronous_commit')); return null; end $$;
    create constraint trigger noted after insert on messages deferrable initially deferred
      for each row execute function note_commit();
    do $$ begin execute format('alter database %I set synchronous_commit = off', current_database()); end $$`);
  await ingress.pool.query(
    `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'canvass-ingress'`,
  );
  const unpinned = await aSource(ingress.pool);
  for (const { token } of [source, unpinned]) {
    await eventually(async () => (await post(ingress.urlOf(token), anOutboundMessage())).acknowledged);
  }
  expect((await ingress.pool.query('select setting from commits')).rows).toEqual([
    { setting: 'on' },
    { setting: 'on' },
  ]);
});

test('messages that come while a commit is under way share the next one', async () => {
  await using ingress = await startIngress();
  const source = await aSource(ingress.pool, pinned);
  const locker = await ingress.pool.connect();
  await locker.query('begin; lock table notifications in share mode');
  const replies = Promise.all(Array.from({ length: 60 }, () => post(ingress.urlOf(source.token), anOutboundMessage())));
  await eventually(async () => (await intakeInFlight.get()).values[0]?.value === 60);
  await locker.query('commit');
  locker.release();
  expect((await replies).every((reply) => reply.acknowledged)).toBe(true);
  const { rows } = await ingress.pool.query(
    'select count(distinct xmin::text) as groups, count(*) as messages from messages',
  );
  expect(rows[0].messages).toBe(60);
  expect(rows[0].groups).toBeLessThan(15);
});

test('a message that the database does not take harms no other of its group', async () => {
  await using ingress = await startIngress();
  const source = await aSource(ingress.pool, pinned);
  await ingress.pool.query(`alter table notifications add constraint no_poison check (record_id <> 'poison')`);
  const replies = await Promise.all(
    Array.from({ length: 40 }, (_, index) =>
      post(
        ingress.urlOf(source.token),
        anOutboundMessage({ notifications: [{ fields: { Id: index % 10 === 3 ? 'poison' : '500' } }, {}] }),
      ),
    ),
  );
  expect(replies.map((reply) => reply.status)).toEqual(replies.map((_, index) => (index % 10 === 3 ? 503 : 200)));
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(72);
});

test('while PostgreSQL is away there is 503 with Retry-After and no Ack; afterwards all goes on', async () => {
  await using stack = new AsyncDisposableStack();
  const upstreamPort = Promise.withResolvers<number>();
  const port = await freePort();
  const ingress = stack.use(
    await startIngress({
      databaseUrlFor: (url) => {
        const target = new URL(url);
        upstreamPort.resolve(Number(target.port));
        target.port = String(port);
        return target.href;
      },
    }),
  );
  const proxy = stack.use(await startCuttableProxy(await upstreamPort.promise, port));
  const source = await aSource(ingress.pool, pinned);
  const url = ingress.urlOf(source.token);
  expect((await post(url, anOutboundMessage())).acknowledged).toBe(true);

  await proxy.cut();
  const waiting = anOutboundMessage({ notifications: [{ id: aNotificationId() }] });
  for (const target of [url, ingress.urlOf('never-seen')]) {
    const reply = await post(target, waiting);
    expect([reply.status, reply.acknowledged]).toEqual([503, false]);
    expect(Number(reply.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(reply.text).toContain('soapenv:Server');
  }
  await proxy.mend();
  await eventually(async () => (await post(url, waiting)).acknowledged);
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(2);

  // The connection that announces changes is back too.
  await ingress.pool.query(`update event_sources set status = 'disabled' where id = $1`, [source.id]);
  await eventually(async () => (await post(url, waiting)).status === 403, 8000);
});

test('terminated connections cost at most a retry', async () => {
  await using ingress = await startIngress();
  const source = await aSource(ingress.pool, pinned);
  const messages = Array.from({ length: 60 }, () => anOutboundMessage());
  const terminating = eventually(async () => {
    const { rows } = await ingress.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
        where datname = current_database() and application_name = 'canvass-ingress'`,
    );
    return rows.length > 0;
  });
  await Promise.all(
    messages.map((message) => eventually(async () => (await post(ingress.urlOf(source.token), message)).acknowledged)),
  );
  await terminating;
  expect((await rowsOf(ingress.pool, source)).notifications).toHaveLength(60);
});

describe.each(queueBackends())('with the queue on %s', (backend) => {
  test('one job is offered for each message that brought something new', async () => {
    const known: QueueConfig[] = [];
    await using ingress = await startIngress({
      queues: (url) => {
        const queues = testQueueConfig(backend, url);
        known.push(queues);
        return queues;
      },
    });
    const source = await aSource(ingress.pool, pinned);
    const message = anOutboundMessage({ notifications: [{}, {}] });
    for (let sent = 0; sent < 2; sent += 1) {
      expect((await post(ingress.urlOf(source.token), message)).acknowledged).toBe(true);
    }
    expect((await rowsOf(ingress.pool, source)).messages).toMatchObject([{ notification_count: 2 }]);
    for (const queues of known) {
      await using producer = new Producer(queues, createLogger('test', 'silent'));
      await eventually(async () => (await producer.depth(processMessage)) > 0);
      expect(await producer.depth(processMessage)).toBe(1);
    }
  });

  test('a queue that is away does not keep a message from being acknowledged', async () => {
    const closed = await freePort();
    await using ingress = await startIngress({
      queues: (url) => ({
        DATABASE_URL: backend === 'postgres' ? `postgres://postgres@127.0.0.1:${closed}/none` : url,
        REDIS_URL: backend === 'redis' ? `redis://127.0.0.1:${closed}` : undefined,
        QUEUE_PREFIX: '{away}',
      }),
    });
    const source = await aSource(ingress.pool, pinned);
    const startedAt = performance.now();
    const replies = await Promise.all(
      Array.from({ length: 10 }, () => post(ingress.urlOf(source.token), anOutboundMessage())),
    );
    expect(replies.every((reply) => reply.acknowledged)).toBe(true);
    expect(performance.now() - startedAt).toBeLessThan(3000);
    expect((await rowsOf(ingress.pool, source)).messages).toHaveLength(10);
  });
});
