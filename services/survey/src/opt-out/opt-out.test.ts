import { afterAll, beforeAll, expect, test } from 'vitest';
import { anInvited, type Invited, type RunningSurveys, startSurveys } from '../testing/fixture.ts';
import { Respondent } from '../testing/form-reader.ts';

let surveys: RunningSurveys;
beforeAll(async () => {
  surveys = await startSurveys();
});
afterAll(() => surveys[Symbol.asyncDispose]());

async function contactOf({ contactId }: Invited) {
  const { rows } = await surveys.pool.query(
    'select email_opted_out_at as email, sms_opted_out_at as sms from contacts where id = $1',
    [contactId],
  );
  const changes = await surveys.pool.query(
    'select kind, changes from contact_changes where contact_id = $1 order by id',
    [contactId],
  );
  return { isOut: { email: rows[0].email !== null, sms: rows[0].sms !== null }, history: changes.rows };
}

const optOut = (invited: Invited) => new Respondent(`${surveys.url}/o/${invited.token}`);

test('the button opts out of e-mail once, however often it is pressed, and another takes it back', async () => {
  const invited = await anInvited(surveys.pool);
  const page = await optOut(invited).open();
  expect(page.text).toContain('Stop survey e-mails?');
  const done = await optOut(invited).post('wish=opt-out');
  expect(done.text).toContain('I want to receive surveys again');
  await optOut(invited).post('wish=opt-out');
  expect(await contactOf(invited)).toEqual({
    isOut: { email: true, sms: false },
    history: [{ kind: 'opted-out', changes: { channel: 'email', source: 'link' } }],
  });
  const { rows } = await surveys.pool.query('select type from delivery_events where delivery_id = $1', [
    invited.deliveryId,
  ]);
  expect(rows).toEqual([{ type: 'opted-out' }]);

  expect((await optOut(invited).post('wish=opt-in')).text).toContain('You will receive surveys again');
  expect((await contactOf(invited)).isOut).toEqual({ email: false, sms: false });
});

test('whoever has opted out already is told so and offered to undo it, as whichever contact', async () => {
  const invited = await anInvited(surveys.pool);
  await surveys.pool.query(
    `insert into contacts (id, workspace_id, email, email_opted_out_at)
     values (gen_random_uuid(), $1, 'ADA@example.com', now())`,
    [invited.workspaceId],
  );
  const page = await optOut(invited).open();
  expect(page.text).toContain('You have opted out');
  expect(page.text).not.toContain('Stop survey e-mails');
  expect(page.markup).toContain('value="opt-in"');
  await optOut(invited).post('wish=opt-in');
  expect((await optOut(invited).open()).text).toContain('Stop survey e-mails?');
});

test('opting out by a link is for every contact with the address at which the link arrived', async () => {
  const invited = await anInvited(surveys.pool);
  await surveys.pool.query(`update contacts set email = 'moved@example.com' where id = $1`, [invited.contactId]);
  const { rows: others } = await surveys.pool.query(
    `insert into contacts (id, workspace_id, email) values (gen_random_uuid(), $1, 'Ada@Example.com') returning id`,
    [invited.workspaceId],
  );
  await optOut(invited).post('wish=opt-out');
  expect((await contactOf(invited)).isOut.email).toBe(true);
  expect((await contactOf({ ...invited, contactId: others[0].id })).isOut.email).toBe(true);
});

test('a link that came by text message opts out of text messages', async () => {
  const invited = await anInvited(surveys.pool, { channel: 'sms' });
  expect((await optOut(invited).open()).text).toContain('Stop survey text messages?');
  await optOut(invited).post('wish=opt-out');
  expect((await contactOf(invited)).isOut).toEqual({ email: false, sms: true });
});

test.each(['application/x-www-form-urlencoded', 'multipart/form-data'])(
  'one-click unsubscription posted as %s is done at once and answered plainly',
  async (type) => {
    const invited = await anInvited(surveys.pool);
    const multipart = new FormData();
    multipart.set('List-Unsubscribe', 'One-Click');
    const body = type.startsWith('multipart') ? multipart : new URLSearchParams({ 'List-Unsubscribe': 'One-Click' });
    const answer = await fetch(`${surveys.url}/o/${invited.token}`, { method: 'POST', body });
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/plain');
    expect(await contactOf(invited)).toEqual({
      isOut: { email: true, sms: false },
      history: [{ kind: 'opted-out', changes: { channel: 'email', source: 'one-click' } }],
    });
  },
);

test('opting out works after the survey link has expired, in the language of the invitation', async () => {
  const invited = await anInvited(surveys.pool, { expiresAt: new Date(0), language: 'de_AT' });
  expect((await optOut(invited).open()).text).toContain('Keine Umfragen mehr per E-Mail?');
  await optOut(invited).post('wish=opt-out');
  expect((await contactOf(invited)).isOut.email).toBe(true);
});

test('an unknown link opts nobody out', async () => {
  const stranger = new Respondent(`${surveys.url}/o/not-a-token-of-ours`);
  expect((await stranger.open()).status).toBe(404);
  expect((await stranger.post('List-Unsubscribe=One-Click')).status).toBe(404);
});
