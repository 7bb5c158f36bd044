import { addTestCall, inWorkspace, recordWebhookAttempts } from '@canvass/database';
import { WebhookCallId, WebhookEndpointId } from '@canvass/domain';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { webhooksContract } from '../contract/webhooks.ts';
import { Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

const Anything = z.looseObject({});
const Secret = WithId.extend({ secret: z.string(), previousSecretUntil: z.string().nullable() });
const settings = { url: 'https://example.com/hooks', description: 'To the warehouse', eventTypes: ['run.failed'] };

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

describe('webhooks', () => {
  test('the secret is shown when it is made and when it is rotated, and at no other time', async () => {
    const { ask } = await api.anAdministrator();
    const made = await ask('POST', 'webhooks', { body: settings });
    expect(made.status).toBe(201);
    const { id, secret } = made.as(Secret);
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const rotated = (await ask('POST', `webhooks/${id}/rotate-secret`)).as(Secret);
    expect(rotated.secret).not.toBe(secret);
    expect(Date.parse(rotated.previousSecretUntil ?? '') - Date.now()).toBeGreaterThan(23 * 3_600_000);
    const shown = await ask('GET', `webhooks/${id}`);
    expect(shown.as(Anything)).toMatchObject({ ...settings, status: 'enabled', waiting: 0, failed: 0 });
    for (const text of [shown.text, (await ask('GET', 'webhooks')).text]) expect(text).not.toContain('whsec_');
  });

  test.each([
    ['a private address', { url: 'https://10.0.0.1/' }, '/url'],
    ['plain http', { url: 'http://example.com/' }, '/url'],
    ['no event', { eventTypes: [] }, '/eventTypes'],
    ['an unknown event', { eventTypes: ['run.imagined'] }, '/eventTypes/0'],
  ])('%s is refused where it stands', async (_, wrong, pointer) => {
    const { ask } = await api.anAdministrator();
    const answer = await ask('POST', 'webhooks', { body: { ...settings, ...wrong } });
    expect(answer.status).toBe(400);
    expect(answer.as(Problem).errors.map((place) => place.pointer)).toEqual([pointer]);
  });

  test('a workspace has at most twenty', async () => {
    const { ask } = await api.anAdministrator();
    for (let count = 0; count < 20; count += 1) await ask('POST', 'webhooks', { body: settings });
    expect((await ask('POST', 'webhooks', { body: settings })).as(Problem).code).toBe('conflict');
  });

  test('it is changed, disabled, enabled and deleted', async () => {
    const { ask } = await api.anAdministrator();
    const { id } = (await ask('POST', 'webhooks', { body: settings })).as(WithId);
    const eventTypes = ['run.succeeded', 'response.finished'];
    const changed = await ask('PATCH', `webhooks/${id}`, { body: { eventTypes: eventTypes.toReversed() } });
    expect(changed.as(Anything)).toMatchObject({ url: settings.url, eventTypes });
    const subscribed = async () =>
      (await api.database.pool.query('select from webhook_subscriptions where endpoint_id = $1', [id])).rowCount;
    expect(await subscribed()).toBe(2);
    expect((await ask('POST', `webhooks/${id}/disable`)).as(Anything)).toMatchObject({
      disabledReason: 'by-hand',
    });
    expect(await subscribed()).toBe(0);
    expect((await ask('POST', `webhooks/${id}/test`)).status).toBe(409);
    expect((await ask('POST', `webhooks/${id}/enable`)).as(Anything)).toMatchObject({ disabledReason: null });
    expect(await subscribed()).toBe(2);
    expect((await ask('DELETE', `webhooks/${id}`)).status).toBe(200);
    expect((await ask('GET', `webhooks/${id}`)).status).toBe(404);
  });

  test('an attempt that failed is in the log with what mends it, and is sent again on wish', async () => {
    const { ask, workspaceId } = await api.anAdministrator();
    const { id } = (await ask('POST', 'webhooks', { body: settings })).as(WithId);
    const { callId } = (await ask('POST', `webhooks/${id}/test`)).as(z.object({ callId: z.string() }));
    const endpointId = WebhookEndpointId.parse(id);
    const attempt = {
      callId: WebhookCallId.parse(callId),
      at: new Date(),
      durationMs: 12,
      statusCode: 500,
      answer: 'no',
    };
    const failure = { code: 'webhook-refused' as const, detail: 'HTTP 500' };
    await inWorkspace(api.database.pool, workspaceId, async (db) => {
      const verdict = { gone: false, pauseMs: 1, retryAfterMs: null };
      await recordWebhookAttempts(db, workspaceId, endpointId, [{ ...attempt, failure, nextAttemptAt: null }], verdict);
      await addTestCall(db, workspaceId, endpointId);
    });
    const listed = await ask('GET', `webhooks/${id}/calls?status=failed`);
    expect(listed.as(z.object({ data: z.array(z.unknown()) })).data).toMatchObject([
      { id: callId, type: 'webhook.test', statusCode: 500, failure: { code: 'webhook-refused' } },
    ]);
    const detail = (await ask('GET', `webhooks/${id}/calls/${callId}`)).as(Anything);
    expect(detail).toMatchObject({ log: [{ durationMs: 12, answer: 'no', failure: { detail: 'HTTP 500' } }] });
    const span = { from: new Date(Date.now() - 60_000).toISOString(), to: new Date(Date.now() + 60_000).toISOString() };
    const replayed = await ask('POST', `webhooks/${id}/replay`, { body: span });
    expect(replayed.as(z.unknown())).toEqual({ replayed: 1, more: false });
    const shown = (await ask('GET', `webhooks/${id}`)).as(Anything);
    expect(shown).toMatchObject({ waiting: 2, failed: 0, failures: 1 });
    expect(z.array(z.unknown()).parse(shown.hours).at(-1)).toMatchObject({ succeeded: 0, failed: 1 });
    const one = await ask('POST', `webhooks/${id}/calls/${callId}/replay`);
    expect(one.as(Anything)).toMatchObject({ status: 'pending' });
  });

  test('neither another workspace nor a key reaches them', async () => {
    const { ask } = await api.anAdministrator();
    const { id } = (await ask('POST', 'webhooks', { body: settings })).as(WithId);
    const other = await api.anAdministrator();
    expect((await other.ask('GET', `webhooks/${id}`)).status).toBe(404);
    expect((await other.ask('GET', `webhooks/${id}/calls`)).status).toBe(404);
    const tenant = await api.aTenant();
    expect((await tenant.ask('GET', 'webhooks')).status).toBe(403);
    expect((await tenant.ask('GET', 'webhook-event-types')).status).toBe(200);
  });

  test('one that fails is in the summary, for whoever has to see to it', async () => {
    const { ask } = await api.anAdministrator();
    const { id } = (await ask('POST', 'webhooks', { body: settings })).as(WithId);
    await ask('POST', 'webhooks', { body: settings });
    await api.database.pool.query(
      `update webhook_endpoints set status = 'disabled', disabled_reason = 'gone', disabled_at = now() where id = $1`,
      [id],
    );
    const summary = (await ask('GET', 'summary')).as(z.looseObject({ failingWebhooks: z.array(z.unknown()) }));
    expect(summary.failingWebhooks).toMatchObject([{ id, url: settings.url, disabled: true }]);
  });

  test('every route of theirs needs an administrator, but for what there is to be told', () => {
    const open = Object.entries(webhooksContract).filter(([, { needs }]) => needs !== 'administer');
    expect(open.map(([name]) => name)).toEqual(['listWebhookEventTypes']);
  });
});
