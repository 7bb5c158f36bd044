import { startTelemetry } from '@canvass/platform';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { z } from 'zod';
import { Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

let api: TestApi;
let telemetry: AsyncDisposable;
beforeAll(async () => {
  telemetry = startTelemetry('api', { OTEL_EXPORTER_OTLP_PROTOCOL: 'http/protobuf' });
  api = await startTestApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await telemetry[Symbol.asyncDispose]();
});

test('without a key or a session every route says how to sign in', async () => {
  const answer = await api.ask('GET', 'runs');
  expect(answer.status).toBe(401);
  expect(answer.headers.get('content-type')).toContain('application/problem+json');
  expect(answer.as(Problem)).toMatchObject({
    code: 'unauthenticated',
    status: 401,
    remedy: expect.stringContaining('API key'),
  });
});

test.each(['cvs_wrong', `cvs_${'a'.repeat(43)}`])('an unknown key (%s) is refused', async (key) => {
  const answer = await api.ask('GET', 'runs', { headers: { authorization: `Bearer ${key}` } });
  expect(answer.status).toBe(401);
});

test('an unknown address and a wrong method are problem documents too', async () => {
  const { ask } = await api.aTenant();
  expect((await ask('GET', 'nothing-of-the-kind')).as(Problem).code).toBe('not-found');
  const wrongMethod = await ask('DELETE', 'runs');
  expect(wrongMethod.status).toBe(405);
  expect(wrongMethod.headers.get('allow')).toBe('GET');
  expect(wrongMethod.as(Problem).code).toBe('method-not-allowed');
});

test('a body that is no JSON, or more than 1 MB, is refused as such', async () => {
  const { ask } = await api.aTenant();
  const broken = await ask('POST', 'event-sources', { body: '{"name": ' });
  expect([broken.status, broken.as(Problem).code]).toEqual([400, 'invalid-request']);
  const huge = await ask('POST', 'event-sources', { body: { name: 'x'.repeat(1_100_000) } });
  expect([huge.status, huge.as(Problem).code]).toEqual([413, 'payload-too-large']);
});

test.each([
  ['DELETE', 'runs', undefined, 405],
  ['GET', 'nothing-of-the-kind', undefined, 404],
  ['GET', 'runs/42', undefined, 404],
  ['POST', 'event-sources', '{"name": ', 400],
  ['POST', 'event-sources', JSON.stringify({ name: 'x'.repeat(1_100_000) }), 413],
])('the problem document of %s %s carries its trace (%#)', async (method, path, body, status) => {
  const { ask } = await api.aTenant();
  const answer = await ask(method, path, { body });
  expect(answer.status).toBe(status);
  expect(answer.as(Problem).traceId).toMatch(/^[0-9a-f]{32}$/);
});

test.each([
  ['application/x-www-form-urlencoded', 'name=Cases'],
  ['text/plain', '{"name":"Cases"}'],
  ['application/json; charset=iso-8859-1', '{"name":"Cases"}'],
])('a body of %s is told that JSON is wanted', async (type, body) => {
  const { ask } = await api.aTenant();
  const answer = await ask('POST', 'event-sources', { body, headers: { 'content-type': type } });
  expect([answer.status, answer.as(Problem).code]).toEqual([415, 'unsupported-media-type']);
  expect(answer.as(Problem).remedy).toContain('application/json');
});

test('a route whose body has defaults only needs neither a body nor a content type', async () => {
  const { ask } = await api.aTenant();
  const { id } = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  expect((await ask('POST', `event-sources/${id}/rotate`)).status).toBe(200);
});

test('mistakes are pointed at, misspelled properties and filters among them', async () => {
  const { ask } = await api.aTenant();
  const body = await ask('POST', 'event-sources', { body: { name: '', organisationId: '00D7Q0000004KpzUAE' } });
  expect(
    body
      .as(Problem)
      .errors.map(({ pointer }) => pointer)
      .toSorted(),
  ).toEqual(['/name', '/organisationId']);
  const query = await ask('GET', 'runs?stauts=failed&limit=1000');
  expect(
    query
      .as(Problem)
      .errors.map(({ pointer }) => pointer)
      .toSorted(),
  ).toEqual(['/limit', '/stauts']);
  expect((await ask('GET', 'runs?cursor=rubbish')).as(Problem).errors).toMatchObject([{ pointer: '/cursor' }]);
});

test('an id that cannot be one names nothing', async () => {
  const { ask } = await api.aTenant();
  expect((await ask('GET', 'runs/42')).status).toBe(404);
});

test('a list is walked to its end without gaps or doubles', async () => {
  const { ask } = await api.aTenant();
  const made: string[] = [];
  for (let index = 0; index < 7; index += 1) {
    made.push((await ask('POST', 'event-sources', { body: { name: `Source ${index}` } })).as(WithId).id);
  }
  const Page = z.object({ data: z.array(WithId), nextCursor: z.string().nullable() });
  const seen: string[] = [];
  let cursor: string | null = '';
  for (let pages = 0; cursor !== null && pages < 10; pages += 1) {
    const page: z.output<typeof Page> = (
      await ask('GET', `event-sources?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
    ).as(Page);
    seen.push(...page.data.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(made);
});

test('a cursor of one list is refused by another', async () => {
  const { ask } = await api.aTenant();
  for (const name of ['One', 'Two']) await ask('POST', 'event-sources', { body: { name } });
  const { nextCursor } = (await ask('GET', 'event-sources?limit=1')).as(z.object({ nextCursor: z.string() }));
  expect((await ask('GET', `event-sources?cursor=${nextCursor}`)).status).toBe(200);
  const answer = await ask('GET', `contacts?cursor=${nextCursor}`);
  expect(answer.status).toBe(400);
  expect(answer.as(Problem).errors).toMatchObject([{ pointer: '/cursor' }]);
});

test('answers carry security headers and are kept by no cache', async () => {
  const { ask } = await api.aTenant();
  const { headers } = await ask('GET', 'me');
  expect(headers.get('cache-control')).toBe('private, no-store');
  expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-powered-by')).toBeNull();
});
