import {
  changeRuns,
  inWorkspace,
  replayCall,
  replayCalls,
  rotateWebhookSecret,
  switchWebhookEndpoint,
} from '@canvass/database';
import { type RunId, type RunStatus, WebhookCallId } from '@canvass/domain';
import { aRun, eventually, queueBackends } from '@canvass/test-support';
import { Webhook } from 'standardwebhooks';
import { beforeEach, describe, expect, test } from 'vitest';
import { startWebhookReceiver, type WebhookReceiver } from '../testing/webhook-receiver.ts';
import { startWebhookWorld, type WebhookWorld } from '../testing/webhook-world.ts';

describe.each(queueBackends())('calling webhooks on %s', (backend) => {
  let world: WebhookWorld;
  let receiver: WebhookReceiver;
  beforeEach(async () => {
    world = await startWebhookWorld(backend);
    receiver = await startWebhookReceiver();
    return async () => {
      await receiver[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    };
  });

  /** Runs that end now, as the workers end them. */
  async function runsThatEnd(count: number, status: RunStatus = 'succeeded'): Promise<RunId[]> {
    const { pool, workspaceId } = world;
    const ids: RunId[] = [];
    for (let index = 0; index < count; index += 1) ids.push((await aRun(pool, workspaceId)).runId);
    await inWorkspace(pool, workspaceId, (db) =>
      changeRuns(
        db,
        workspaceId,
        ids.map((id) => ({ id, status, finished: true, contactId: null })),
      ),
    );
    return ids;
  }
  const untilDelivered = (count: number) =>
    eventually(async () => {
      const calls = await world.calls();
      return calls.filter(({ status }) => status === 'delivered').length === count && calls;
    });

  test('a run that ends is told, signed, with what the documentation says', async () => {
    const { secret } = await world.endpoint(receiver.url, ['run.succeeded']);
    const [runId] = await runsThatEnd(1);
    await using _worker = world.startWorker();
    await world.feed();
    const [call] = await untilDelivered(1);
    const [received] = receiver.calls;
    if (received === undefined) throw new Error('nothing came');
    const payload = new Webhook(secret).verify(received.body, received.headers);
    expect(payload).toMatchObject({
      type: 'run.succeeded',
      timestamp: expect.stringMatching(/^\d{4}-.*Z$/),
      data: { workspaceId: world.workspaceId, runId, status: 'succeeded', contactId: null },
    });
    expect(received.id).toBe(call?.event_id);
  });

  test('nothing is written down for a workspace that has no endpoint for it, nor while it is disabled', async () => {
    const { pool, workspaceId } = world;
    const { id } = await world.endpoint(receiver.url, ['run.failed']);
    await runsThatEnd(2, 'succeeded');
    expect(await world.calls()).toEqual([]);
    await inWorkspace(pool, workspaceId, (db) => switchWebhookEndpoint(db, workspaceId, id, 'disabled'));
    await runsThatEnd(1, 'failed');
    expect(await world.calls()).toEqual([]);
    await inWorkspace(pool, workspaceId, (db) => switchWebhookEndpoint(db, workspaceId, id, 'enabled'));
    await runsThatEnd(1, 'failed');
    expect(await world.calls()).toHaveLength(1);
  });

  test('two endpoints get the same event under the same id', async () => {
    await using other = await startWebhookReceiver();
    await world.endpoint(receiver.url, ['run.succeeded']);
    await world.endpoint(other.url, ['run.succeeded', 'run.failed']);
    await runsThatEnd(1);
    await using _worker = world.startWorker();
    await world.feed();
    await untilDelivered(2);
    expect(receiver.calls.map(({ id }) => id)).toEqual(other.calls.map(({ id }) => id));
  });

  test('what fails is tried again later, with the same id and body, and each attempt is in the log', async () => {
    await world.endpoint(receiver.url, ['run.succeeded']);
    await runsThatEnd(1);
    receiver.answer = { status: 500 };
    await using _worker = world.startWorker();
    await world.feed();
    const [failed] = await eventually(async () => {
      const calls = await world.calls();
      return calls[0]?.attempts === 1 && calls;
    });
    expect(failed).toMatchObject({ status: 'pending' });
    expect(failed?.due_in_ms).toBeLessThanOrEqual(10_000);
    receiver.answer = { status: 204 };
    await world.forward();
    await world.feed();
    await untilDelivered(1);
    const [first, second] = receiver.calls;
    expect(second).toMatchObject({ id: first?.id, body: first?.body });
    const { rows } = await world.pool.query(
      `select status_code, error ->> 'code' as code, answer, next_attempt_at is not null as again
         from webhook_attempts order by id`,
    );
    expect(rows).toEqual([
      { status_code: 500, code: 'webhook-refused', answer: 'noted', again: true },
      { status_code: 204, code: null, answer: '', again: false },
    ]);
  });

  test('an endpoint that asks for time is left alone for that long', async () => {
    const { id } = await world.endpoint(receiver.url, ['run.succeeded']);
    await runsThatEnd(1);
    receiver.answer = { status: 429, headers: { 'retry-after': '600' } };
    await using _worker = world.startWorker();
    await world.feed();
    const endpoint = await eventually(async () => {
      const now = await world.endpointNow(id);
      return now?.failures === 1 && now;
    });
    expect(Number(endpoint.restingUntil) - Date.now()).toBeGreaterThan(500_000);
    const [call] = await world.calls();
    expect(call?.due_in_ms).toBeGreaterThan(500_000);
    await runsThatEnd(1);
    expect(await world.feed()).toBe(0);
  });

  test('a dead endpoint is left alone after failures in a row, then tried out by one call, and holds nobody up', async () => {
    await using alive = await startWebhookReceiver();
    const { id } = await world.endpoint(receiver.url, ['run.succeeded']);
    await world.endpoint(alive.url, ['run.succeeded']);
    receiver.answer = { status: 503 };
    await runsThatEnd(40);
    await using _worker = world.startWorker();
    await world.feed();
    await untilDelivered(40);
    await eventually(async () => (await world.endpointNow(id))?.restingUntil !== null);
    const tried = receiver.calls.length;
    expect(tried).toBeLessThanOrEqual(20);
    expect(await world.feed()).toBe(0);
    // When its rest ends, a single call finds out.
    const pending = async () => (await world.calls()).filter(({ status }) => status === 'pending');
    await eventually(async () => (await pending()).every(({ due_in_ms }) => due_in_ms < 20_000));
    await world.forward();
    expect(await world.feed()).toBe(1);
    await eventually(async () => receiver.calls.length === tried + 1);
    await eventually(async () => (await world.endpointNow(id))?.restingUntil !== null);
    // Back again: the trial closes the circuit, and the rest follows.
    receiver.answer = { status: 200 };
    await world.forward();
    expect(await world.feed()).toBe(1);
    await untilDelivered(41);
    await world.forward();
    expect(await world.feed()).toBe(39);
    const calls = await untilDelivered(80);
    expect(new Set(receiver.calls.map((call) => call.id)).size).toBe(new Set(calls.map((call) => call.event_id)).size);
  });

  test('an endpoint that says that it is gone is disabled, and gets no more events', async () => {
    const { id } = await world.endpoint(receiver.url, ['run.succeeded']);
    receiver.answer = { status: 410 };
    await runsThatEnd(1);
    await using _worker = world.startWorker();
    await world.feed();
    const endpoint = await eventually(async () => {
      const now = await world.endpointNow(id);
      return now?.status === 'disabled' && now;
    });
    expect(endpoint).toMatchObject({ disabledReason: 'gone' });
    await runsThatEnd(1);
    expect(await world.calls()).toHaveLength(1);
  });

  test('an endpoint that did nothing but fail for five days is disabled', async () => {
    const { id } = await world.endpoint(receiver.url, ['run.succeeded']);
    await world.pool.query(
      `update webhook_endpoints set failures = 30, failing_since = now() - interval '5 days 1 minute'`,
    );
    receiver.answer = { status: 500 };
    await runsThatEnd(1);
    await using _worker = world.startWorker();
    await world.feed();
    await eventually(async () => (await world.endpointNow(id))?.disabledReason === 'failing');
  });

  test('a call that failed for 24 hours is given up, and replayed on wish under its id', async () => {
    const { id } = await world.endpoint(receiver.url, ['run.succeeded']);
    receiver.answer = { status: 500 };
    await runsThatEnd(2);
    await world.pool.query(`update webhook_calls set first_failed_at = now() - interval '25 hours', attempts = 30`);
    await using _worker = world.startWorker();
    await world.feed();
    const failed = await eventually(async () => {
      const calls = await world.calls();
      return calls.every(({ status }) => status === 'failed') && calls;
    });
    receiver.answer = { status: 200 };
    const { pool, workspaceId } = world;
    const callId = WebhookCallId.parse(failed[0]?.id);
    await inWorkspace(pool, workspaceId, (db) => replayCall(db, workspaceId, id, callId));
    await world.feed();
    await untilDelivered(1);
    const span = { from: new Date(Date.now() - 60_000), to: new Date(Date.now() + 60_000) };
    const replayed = await inWorkspace(pool, workspaceId, (db) =>
      replayCalls(db, workspaceId, id, { ...span, status: 'failed' }),
    );
    expect(replayed).toBe(1);
    await world.feed();
    await untilDelivered(2);
    expect(new Set(receiver.calls.map((call) => call.id)).size).toBe(2);
    expect(receiver.calls).toHaveLength(4);
  });

  test('both secrets sign while a rotation overlaps, and the old one no longer after it', async () => {
    const { id, secret: old } = await world.endpoint(receiver.url, ['run.succeeded']);
    const { pool, workspaceId } = world;
    const rotated = await inWorkspace(pool, workspaceId, (db) => rotateWebhookSecret(db, workspaceId, id));
    if (rotated === null) throw new Error('not rotated');
    await using _worker = world.startWorker();
    await runsThatEnd(1);
    await world.feed();
    await untilDelivered(1);
    await world.pool.query(`update webhook_endpoints set previous_secret_until = now()`);
    await runsThatEnd(1);
    await world.feed();
    await untilDelivered(2);
    const [during, after] = receiver.calls;
    if (during === undefined || after === undefined) throw new Error('nothing came');
    for (const secret of [old, rotated.secret]) new Webhook(secret).verify(during.body, during.headers);
    new Webhook(rotated.secret).verify(after.body, after.headers);
    expect(() => new Webhook(old).verify(after.body, after.headers)).toThrow();
  });

  test('two workers and doubled jobs make one attempt of each call', async () => {
    await world.endpoint(receiver.url, ['run.succeeded']);
    await runsThatEnd(30);
    await using _one = world.startWorker();
    await using _other = world.startWorker();
    await world.feed();
    await world.pool.query(`update webhook_calls set enqueued_at = null where status = 'pending'`);
    await world.feed();
    await untilDelivered(30);
    expect(receiver.calls).toHaveLength(30);
  });
});
