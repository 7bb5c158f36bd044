import { connectDatabase } from '@canvass/database';
import { createTestDatabase, freePort, type TestDatabase } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { anInvited, type RunningSurveys, startSurveys } from './testing/fixture.ts';
import { FormPage, Respondent } from './testing/form-reader.ts';

const link = `s/${'a'.repeat(24)}`;
const optOutLink = `o/${'a'.repeat(24)}`;

let surveys: RunningSurveys;
let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  // Nobody listens there.
  const config = { DATABASE_URL: `postgres://canvass@127.0.0.1:${await freePort()}/canvass`, DATABASE_POOL_SIZE: 2 };
  surveys = await startSurveys(connectDatabase(config, { applicationName: 'test', onError: () => {} }));
});
afterAll(async () => {
  await surveys[Symbol.asyncDispose]();
  await database[Symbol.asyncDispose]();
});

async function ask(path: string, language: string, body?: URLSearchParams) {
  const init = body === undefined ? {} : { method: 'POST', body };
  const answer = await fetch(`${surveys.url}/${path}`, { ...init, headers: { 'accept-language': language } });
  expect(answer.status).toBe(503);
  expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  return { type: answer.headers.get('content-type'), page: new FormPage(503, await answer.text(), answer.url) };
}

test.each([
  ['en', 'can’t be opened at the moment', 'could not be saved just now', 'Nothing has changed'],
  ['de', 'lässt sich gerade nicht öffnen', 'konnten gerade nicht gespeichert werden', 'nichts geändert'],
  ['es', 'no se puede abrir en este momento', 'No se han podido guardar', 'No ha cambiado nada'],
  ['fr', 'ne peut pas être ouverte pour le moment', 'n’ont pas pu être enregistrées', 'Rien n’a changé'],
])('while the database is away, each page says in %s what could not be done', async (language, open, save, change) => {
  expect((await ask(link, language)).page.text).toContain(open);
  expect((await ask(link, language)).page.text).not.toContain(save);
  expect((await ask(link, language, new URLSearchParams({ 'a:q': 'x' }))).page.text).toContain(save);
  expect((await ask(optOutLink, language)).page.text).toContain(change);
  expect((await ask(optOutLink, language, new URLSearchParams({ wish: 'opt-out' }))).page.text).toContain(change);
  expect((await ask(`preview/${'a'.repeat(24)}`, language)).page.text).toContain(open);
});

test('a page of answers that could not be saved is sent again from the page that says so', async () => {
  const invited = await anInvited(database.pool, { definition: { elements: [{ type: 'comment', name: 'q' }] } });
  await using working = await startSurveys(
    connectDatabase({ DATABASE_URL: database.url, DATABASE_POOL_SIZE: 2 }, { applicationName: 'test', onError() {} }),
  );
  const ada = new Respondent(`${working.url}/s/${invited.token}`);
  const body = (await ada.open()).fields();
  const typed = 'It "burned" <badly>,\nfor an hour & more';
  body.set('a:q', typed);
  body.set('go', 'next');
  const { page } = await ask(`s/${invited.token}`, 'en', body);
  expect(page.markup).toContain(`action="/s/${invited.token}"`);
  expect(page.text).toContain('Send again');
  expect((await ada.post(page.fields())).status).toBe(200);
  const { rows } = await database.pool.query('select answers, status from responses where invitation_id = $1', [
    invited.invitationId,
  ]);
  expect(rows).toEqual([{ answers: { q: typed }, status: 'finished' }]);
});

test('one-click unsubscription that can’t be done now is answered plainly, to be tried again', async () => {
  const { type, page } = await ask(optOutLink, 'de', new URLSearchParams({ 'List-Unsubscribe': 'One-Click' }));
  expect(type).toContain('text/plain');
  expect(page.markup).toContain('Not unsubscribed');
});
