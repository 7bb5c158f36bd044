import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anInvited, type Invited, type RunningSurveys, startSurveys } from '../testing/fixture.ts';
import { Respondent } from '../testing/form-reader.ts';

let surveys: RunningSurveys;
beforeAll(async () => {
  surveys = await startSurveys();
});
afterAll(() => surveys[Symbol.asyncDispose]());

function respondentOf({ token }: Invited, headers: Record<string, string> = {}): Respondent {
  return new Respondent(`${surveys.url}/s/${token}`, headers);
}

async function responseOf(invited: Invited) {
  const { rows } = await surveys.pool.query('select * from responses where invitation_id = $1', [invited.invitationId]);
  return rows[0] ?? null;
}

async function deliveryOf(invited: Invited) {
  const { rows } = await surveys.pool.query('select status from deliveries where id = $1', [invited.deliveryId]);
  const events = await surveys.pool.query(
    'select type from delivery_events where delivery_id = $1 order by recorded_at',
    [invited.deliveryId],
  );
  return { status: rows[0]?.status, events: events.rows.map((row) => row.type) };
}

describe('answering without scripts', () => {
  test('a survey is answered page by page, kept as it goes, and thanked for', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const first = await ada.open();
    expect(first.status).toBe(200);
    expect(first.text).toContain('Page 1 of 3');
    expect(first.text).toContain('Your case 00001026, Ada. It takes a minute.');
    expect(first.text).toContain('“Printer <on> fire”');

    const second = await ada.send(first, { 'a:csat': '5' });
    expect(second.text).toContain('Page 2 of 3');
    expect(second.text).toContain('The care of Grace');
    expect(await deliveryOf(invited)).toEqual({
      status: 'partially-finished',
      events: ['survey-started', 'partially-finished'],
    });

    const third = await ada.send(second, { 'a:nps': '9', 'a:good': ['Speed', 'care'] });
    expect(third.text).toContain('One last thing');
    const thanks = await ada.send(third, { 'a:callback': 'false' });
    expect(thanks.text).toContain('Thank you, Ada!');
    expect(thanks.text).toContain('You gave us 5 of 5.');

    const response = await responseOf(invited);
    expect(response).toMatchObject({
      status: 'finished',
      survey_version: 1,
      contact_id: invited.contactId,
      language: 'en',
      answers: { csat: 5, nps: 9, good: ['Speed', 'care'], callback: false },
      embedded_data: { CaseNumber: '00001026', Owner: 'Grace', Priority: 'High' },
    });
    expect(response.finished_at).not.toBeNull();
    expect(await deliveryOf(invited)).toEqual({
      status: 'finished',
      events: ['survey-started', 'partially-finished', 'finished'],
    });
  });

  test('a question that an answer makes visible on the same page is asked before going on', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const again = await ada.send(await ada.open(), { 'a:csat': '1' });
    expect(again.address).toMatch(/\?page=1&more$/);
    expect(again.text).toContain('What went wrong, Ada?');
    expect(again.text).not.toContain('Error');

    const refused = await ada.send(again, {});
    expect(refused.status).toBe(422);
    const second = await ada.send(again, { 'a:why': 'It burned.' });
    expect(second.text).toContain('Page 2 of 3');
    expect((await responseOf(invited))?.answers).toEqual({ csat: 1, why: 'It burned.' });
  });

  test('answers to questions that are hidden in the end are not in the response', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const asked = await ada.send(await ada.open(), { 'a:csat': '1' });
    await ada.send(asked, { 'a:why': 'It burned.' });
    const second = await ada.send(await ada.open('?page=1'), { 'a:csat': '4' });
    const third = await ada.send(second, {});
    await ada.send(third, {});
    expect(await responseOf(invited)).toMatchObject({ status: 'finished', answers: { csat: 4 } });
  });

  test('an answer that is missing or wrong is told beside its question and in a summary that links to it', async () => {
    const ada = respondentOf(await anInvited(surveys.pool));
    const refused = await ada.send(await ada.open(), {});
    expect(refused.status).toBe(422);
    expect(refused.text).toContain('One answer needs your attention');
    expect(refused.markup).toContain('<a href="#q0">');
    expect(refused.markup).toMatch(
      /<fieldset[^>]*role="radiogroup"[^>]*aria-invalid="true"[^>]*aria-describedby="q0-problem"/,
    );
    expect(refused.markup).toMatch(/<input id="q0" type="radio"/);
    expect(refused.markup).toMatch(/<title>Error: Page 1 of 3/);
  });

  test('going back keeps what was typed on the page that is left', async () => {
    const ada = respondentOf(await anInvited(surveys.pool));
    const second = await ada.send(await ada.open(), { 'a:csat': '4' });
    const first = await ada.send(second, { 'a:nps': '7' }, 'back');
    expect(first.text).toContain('Page 1 of 3');
    expect(first.fields().get('a:csat')).toBe('4');
    const secondAgain = await ada.send(first, {});
    expect(secondAgain.fields().get('a:nps')).toBe('7');
  });

  test('coming back resumes at the first page that was not answered', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const second = await ada.send(await ada.open(), { 'a:csat': '4' });
    await ada.send(second, { 'a:nps': '0' });
    const back = await respondentOf(invited).open();
    expect(back.text).toContain('Page 3 of 3');
    expect((await ada.open('?page=2')).fields().get('a:nps')).toBe('0');
  });

  test('no page can be opened before its turn', async () => {
    const ada = respondentOf(await anInvited(surveys.pool));
    expect((await ada.open('?page=3')).text).toContain('Page 1 of 3');
    const first = await ada.open();
    const body = first.fields();
    body.set('page', '2');
    body.set('a:callback', 'true');
    expect((await ada.post(body)).text).toContain('Page 1 of 3');
  });

  test('fields of questions that are not on the page are not taken', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    await ada.send(await ada.open(), {
      'a:csat': '4',
      'a:nps': '3',
      'a:evil': 'x',
      'a:why': 'hidden',
      shown: '0,1,2,3',
    });
    expect((await responseOf(invited))?.answers).toEqual({ csat: 4 });
  });

  test('a value that a question does not offer is no answer', async () => {
    const ada = respondentOf(await anInvited(surveys.pool));
    expect((await ada.send(await ada.open(), { 'a:csat': '6' })).status).toBe(422);
  });
});

describe('at the same time', () => {
  test('a page sent twice at once makes one response and one set of events', async () => {
    const invited = await anInvited(surveys.pool, { definition: { elements: [{ type: 'text', name: 'q' }] } });
    const ada = respondentOf(invited);
    const page = await ada.open();
    const ends = await Promise.all(Array.from({ length: 5 }, () => ada.send(page, { 'a:q': 'once' })));
    expect(ends.map((end) => end.status)).toEqual([200, 200, 200, 200, 200]);
    expect((await responseOf(invited))?.answers).toEqual({ q: 'once' });
    expect((await deliveryOf(invited)).events).toEqual(['survey-started', 'finished']);
  });

  test('a tab that is behind can still send its page', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const old = await ada.open();
    const second = await ada.send(old, { 'a:csat': '4' });
    await ada.send(second, { 'a:nps': '8' });
    const after = await ada.send(old, { 'a:csat': '3' });
    expect(after.text).toContain('Page 2 of 3');
    expect((await responseOf(invited))?.answers).toEqual({ csat: 3, nps: 8 });
  });

  test('a response stays with the version it was started on', async () => {
    const invited = await anInvited(surveys.pool);
    const ada = respondentOf(invited);
    const second = await ada.send(await ada.open(), { 'a:csat': '4' });
    await surveys.pool.query(
      `insert into survey_versions (id, workspace_id, survey_id, version, definition, flow)
       select gen_random_uuid(), workspace_id, survey_id, 2, '{"elements":[{"type":"text","name":"new"}]}', flow
         from survey_versions where survey_id = $1`,
      [invited.surveyId],
    );
    await surveys.pool.query('update surveys set published_version = 2 where id = $1', [invited.surveyId]);
    expect((await ada.send(second, { 'a:nps': '8' })).text).toContain('One last thing');
    expect((await responseOf(invited))?.survey_version).toBe(1);
  });
});

test('a form above 200 kB is refused with a page that says why', async () => {
  const invited = await anInvited(surveys.pool);
  const refused = await respondentOf(invited).post(`a=${'x'.repeat(210_000)}`);
  expect(refused.status).toBe(413);
  expect(refused.text).toContain('too long to be saved');
  expect(await responseOf(invited)).toBeNull();
});
