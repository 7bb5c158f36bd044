import type { RequestListener } from 'node:http';
import { DeliveryId } from '@canvass/domain';
import { sendEmails } from '@canvass/jobs';
import { type HttpServer, listen } from '@canvass/platform';
import { eventually, queueBackends } from '@canvass/test-support';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type DistributionWorld, sesAt, startDistributionWorld } from './testing/distribution-world.ts';

describe.each(queueBackends())('sending that fails, on %s', (backend) => {
  let world: DistributionWorld;
  beforeAll(async () => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    world = await startDistributionWorld(backend);
  });
  afterAll(() => world[Symbol.asyncDispose]());

  test('a throttled e-mail waits in the queue with its reason, is not early, and goes out when due', async () => {
    const { workspaceId, producer, pool } = world;
    const people = await world.toEmail([{}]);
    await using throttling = await failingSes(400, 'Throttling', 'Maximum sending rate exceeded.');
    await using slowSender = sesAt(`http://127.0.0.1:${throttling.port}`);
    const slow = world.startWorker(slowSender);
    await world.offer(people);
    const waiting = await eventually(async () => {
      const now = await world.of(people[0]);
      return now?.events.includes('deferred') && now;
    });
    expect(waiting).toMatchObject({
      status: 'queued',
      error: { code: 'provider-throttled' },
      task_status: 'running',
      attempts: 1,
    });
    expect(waiting.due_in_ms).toBeLessThan(5_000);
    await slow[Symbol.asyncDispose]();

    await using _worker = world.startWorker();
    const payload = { workspaceId, deliveryIds: [DeliveryId.parse(waiting.id)] };
    await pool.query(`update deliveries set due_at = now() + interval '1 hour' where id = $1`, [waiting.id]);
    await producer.enqueue(sendEmails, [payload]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(await world.of(people[0])).toMatchObject({ status: 'queued', attempts: 1 });
    await pool.query('update deliveries set due_at = now() where id = $1', [waiting.id]);
    await producer.enqueue(sendEmails, [payload]);
    expect(await world.untilStatus(people[0], 'sent')).toMatchObject({
      attempts: 2,
      error: null,
      events: ['deferred', 'sent'],
    });
  });

  test('a refusal fails the task at once with the provider’s own words', async () => {
    const people = await world.toEmail([{}]);
    const words = 'Email address is not verified. The following identities failed: feedback@example.com';
    await using refusing = await failingSes(400, 'MessageRejected', words);
    await using sender = sesAt(`http://127.0.0.1:${refusing.port}`);
    await using _worker = world.startWorker(sender);
    await world.offer(people);
    expect(await world.untilStatus(people[0], 'failed')).toMatchObject({
      error: { code: 'from-address-not-verified', detail: expect.stringContaining(words) },
      task_status: 'failed',
      task_error: { code: 'from-address-not-verified' },
      run_status: 'partially-failed',
    });
  });

  test('a connection that breaks in mid-send leaves the delivery unknown, and its task failed', async () => {
    const { workspaceId, producer } = world;
    const people = await world.toEmail([{}]);
    let calls = 0;
    await using breaking = await listenOn((request, response) => {
      calls += 1;
      request.resume().once('end', () => response.socket?.destroy());
    });
    await using sender = sesAt(`http://127.0.0.1:${breaking.port}`);
    await using _worker = world.startWorker(sender);
    await world.offer(people);
    const delivery = await world.untilStatus(people[0], 'unknown');
    expect(delivery).toMatchObject({ task_status: 'failed', task_error: { code: 'delivery-unknown' } });
    await producer.enqueue(sendEmails, [{ workspaceId, deliveryIds: [DeliveryId.parse(delivery.id)] }]);
    await eventually(async () => (await producer.depth(sendEmails)) === 0);
    expect(calls).toBe(1);
  });

  test('a number that Twilio has blocked counts as opted out, also in the directory', async () => {
    const people = await world.toText([{ phone: '+15005550004' }]);
    await using _worker = world.startWorker();
    await world.offer(people);
    expect(await world.untilStatus(people[0], 'opted-out')).toMatchObject({ task_status: 'skipped' });
    const { rows } = await world.pool.query('select sms_opted_out_at from contacts where id = $1', [
      people[0]?.contactId,
    ]);
    expect(rows[0]?.sms_opted_out_at).not.toBeNull();
  });

  test('a task that can’t be prepared fails alone, and the others of its batch are sent', async () => {
    const people = await world.toEmail([{}, {}, {}]);
    await world.pool.query(
      `update task_runs set output = '{"contactId": "nobody"}'
        where step_id = 'person' and run_id = (select run_id from task_runs where id = $1)`,
      [people[1]?.taskRunId],
    );
    await using _worker = world.startWorker();
    await world.offer(people);
    await world.untilStatus(people[0], 'sent');
    await world.untilStatus(people[2], 'sent');
    const { rows } = await world.pool.query('select status, error from task_runs where id = $1', [
      people[1]?.taskRunId,
    ]);
    expect(rows).toMatchObject([{ status: 'failed', error: { code: 'task-crashed' } }]);
  });

  test('without a provider the task says so', async () => {
    const people = await world.toEmail([{}]);
    await using _worker = world.startWorker(null);
    await world.offer(people);
    const delivery = await world.untilStatus(people[0], 'failed');
    expect(delivery.task_error?.code).toBe('provider-not-configured');
  });
});

function failingSes(status: number, code: string, message: string): Promise<HttpServer> {
  const body = `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`;
  return listenOn((request, response) => {
    request.resume().once('end', () => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
  });
}

function listenOn(app: RequestListener): Promise<HttpServer> {
  return listen(app, { port: 0, host: '127.0.0.1' });
}
