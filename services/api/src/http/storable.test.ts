import { afterAll, beforeAll, expect, test } from 'vitest';
import { Problem, startTestApi, type TestApi } from '../testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const nul = 'a\u0000b';

test.each([
  ['event-sources', { name: nul }, '/name'],
  ['contacts', { lastName: nul }, '/lastName'],
  ['contacts', { embeddedData: { city: nul } }, '/embeddedData/city'],
  ['contacts', { embeddedData: { [nul]: 'Lyon' } }, `/embeddedData/${nul}`],
  ['mailing-lists', { name: nul }, '/name'],
  [
    'surveys',
    { name: 'S', definition: { pages: [{ elements: [{ type: 'text', name: nul }] }] } },
    '/definition/pages/0/elements/0/name',
  ],
  [
    'surveys',
    { name: 'S', definition: { title: '\ud800', elements: [{ type: 'text', name: 'a' }] } },
    '/definition/title',
  ],
])('POST /%s is refused at the place of a character that cannot be stored: %j', async (path, body, pointer) => {
  const { ask } = await api.aTenant();
  const answer = await ask('POST', path, { body });
  expect(answer.status).toBe(400);
  expect(answer.as(Problem)).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
});

test.each([
  ['contacts?search=%00', '/search'],
  ['contacts?email=%00', '/email'],
  ['contacts?externalReference=a&externalReference=%00', '/externalReference/1'],
  ['runs?recordId=%00', '/recordId'],
  ['notifications?recordId=a%00', '/recordId'],
  ['mailing-lists?name=%00', '/name'],
  ['runs/%00', '/runId'],
  ['surveys/%00/versions/1', '/surveyId'],
])('GET /%s is refused at the place of the character', async (path, pointer) => {
  const { ask } = await api.aTenant();
  const answer = await ask('GET', path);
  expect(answer.status).toBe(400);
  expect(answer.as(Problem)).toMatchObject({ code: 'invalid-request', errors: [{ pointer }] });
});

test('text beyond the basic plane, line breaks and the text “\\u0000” are kept as they are', async () => {
  const { ask } = await api.aTenant();
  const name = String.raw`😀 one\u0000two — é`;
  const answer = await ask('POST', 'event-sources', { body: { name } });
  expect([answer.status, JSON.parse(answer.text).name]).toEqual([201, name]);
});

test('a body nested without end is refused, not a failure of ours', async () => {
  const { ask } = await api.aTenant();
  const deep = `${'['.repeat(200_000)}${']'.repeat(200_000)}`;
  const answer = await ask('POST', 'surveys', { body: `{"name":"S","definition":{"title":${deep}}}` });
  expect([answer.status, answer.as(Problem).code]).toEqual([400, 'invalid-request']);
});

test('a body full of such characters is answered with some of the places', async () => {
  const { ask } = await api.aTenant();
  const title = Array.from({ length: 100_000 }, () => '\u0000');
  const answer = await ask('POST', 'surveys', { body: { name: 'S', definition: { title } } });
  expect(answer.status).toBe(400);
  expect(answer.as(Problem).errors).toHaveLength(50);
});
