import { optOutContacts } from '@canvass/database';
import { emailSenderOf, textSenderOf } from '@canvass/providers';
import { type Mailbox, type SmsProvider, startMailbox, startSmsProvider } from '@canvass/test-support';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { TestMessage } from '../contract/test-runs.ts';
import { aContact } from '../testing/rows.ts';
import { type Ask, Problem, startTestApi, type TestApi, WithId } from '../testing/test-api.ts';

const resources = new AsyncDisposableStack();
let mailbox: Mailbox;
let phones: SmsProvider;
let api: TestApi;
beforeAll(async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  mailbox = resources.use(await startMailbox());
  phones = resources.use(await startSmsProvider());
  const email = emailSenderOf({ AWS_REGION: 'us-east-1', SES_ENDPOINT: mailbox.url }, 1);
  const { accountSid, authToken, from, url } = phones;
  const twilio = {
    TWILIO_ACCOUNT_SID: accountSid,
    TWILIO_AUTH_TOKEN: authToken,
    TWILIO_FROM: from,
    TWILIO_API_URL: url,
  };
  const texts = textSenderOf(twilio, 'http://survey.test');
  api = resources.use(await startTestApi('postgres', '/nowhere', 'http://ingress.test', { email, texts }));
});
afterAll(async () => {
  await resources.disposeAsync();
  vi.unstubAllEnvs();
});

const person = {
  id: 'person',
  type: 'contact',
  matchBy: ['email'],
  contact: { email: '{{ event.Email }}', firstName: 'Ada' },
};
const mail = {
  type: 'email-survey',
  from: { email: 'feedback@example.com', name: 'Feedback' },
  subject: 'Case {{ event.Number }}',
  message: '<p>Dear {{ contact.firstName }}, <a href="{{ survey.link }}">answer</a></p>',
};
const text = { type: 'sms-survey', message: 'Hello {{ contact.firstName }} {{ survey.link }}' };
const fields = { Email: 'ada@example.net', Number: '7' };

async function aWorkflow(ask: Ask) {
  const source = (await ask('POST', 'event-sources', { body: { name: 'Cases' } })).as(WithId);
  const definition = { steps: [person] };
  const workflow = await ask('POST', 'workflows', { body: { name: 'Closed', eventSourceId: source.id, definition } });
  const element = { type: 'text', name: 'why', title: 'Why?' };
  const survey = { name: 'CSAT', definition: { pages: [{ name: 'one', elements: [element] }] } };
  return { id: workflow.as(WithId).id, surveyId: (await ask('POST', 'surveys', { body: survey })).as(WithId).id };
}
const send = (ask: Ask, id: string, body: object) =>
  ask('POST', `workflows/${id}/test-message`, { body: { fields, contactTask: person, ...body } });
const sentTo = async (address: string) => (await mailbox.emails()).filter(({ destination }) => destination.to.includes(address)); // biome-ignore format: short

test('a message goes to whoever asks for it, marked as a test, and is no delivery', async () => {
  const { ask, email } = await api.anAdministrator();
  const { id, surveyId } = await aWorkflow(ask);
  const sent = (await send(ask, id, { message: mail, surveyId, language: 'fr' })).as(TestMessage);
  expect(sent).toMatchObject({ recipient: email, outcome: 'accepted', error: null });
  const [found, ...others] = await sentTo(email);
  expect(others).toEqual([]);
  expect(found).toMatchObject({ subject: '[Test] Case 7', body: { text: expect.stringContaining('Dear Ada') } });
  expect(found?.body.html).toMatch(/<body[^>]*><p[^>]*>Ceci est un message d’essai/);
  expect(found?.body.html).toMatch(/href="http:\/\/survey\.test\/preview\/[\w-]{24}"/);
  expect(await sentTo('ada@example.net')).toEqual([]);
  for (const table of ['deliveries', 'invitations', 'runs', 'contacts']) {
    const { rows } = await api.database.pool.query<{ count: number }>(`select count(*)::int as count from ${table}`);
    expect([table, rows[0]?.count]).toEqual([table, 0]);
  }
  const Entries = z.object({ data: z.array(z.object({ action: z.string() })) });
  expect((await ask('GET', 'audit-log')).as(Entries).data[0]).toMatchObject({ action: 'workflow.message-tested' });
});

test('another address has to be confirmed, and one that opted out gets nothing', async () => {
  const { ask, workspaceId } = await api.anAdministrator();
  const { id } = await aWorkflow(ask);
  const to = 'colleague@example.net';
  expect((await send(ask, id, { message: mail, to })).as(Problem).errors).toMatchObject([{ pointer: '/confirmed' }]);
  expect((await send(ask, id, { message: mail, to: 'nobody', confirmed: true })).as(Problem).errors).toMatchObject([
    { pointer: '/to' },
  ]);
  expect(await sentTo(to)).toEqual([]);
  expect((await send(ask, id, { message: mail, to, confirmed: true })).as(TestMessage).outcome).toBe('accepted');
  expect(await sentTo(to)).toHaveLength(1);
  const contact = await aContact(api.database.pool, workspaceId, 'gone@example.net');
  await optOutContacts(api.database.pool, workspaceId, [contact], 'email', 'link');
  expect(
    (await send(ask, id, { message: mail, to: 'Gone@example.net', confirmed: true })).as(TestMessage),
  ).toMatchObject({ outcome: 'refused', error: { code: 'contact-opted-out' } });
  expect(await sentTo('gone@example.net')).toEqual([]);
});

test('a text message needs a number', async () => {
  const { ask } = await api.anAdministrator();
  const { id } = await aWorkflow(ask);
  expect((await send(ask, id, { message: text })).as(Problem).errors).toMatchObject([{ pointer: '/to' }]);
  const sent = (await send(ask, id, { message: text, to: '+1 202 555 0123', confirmed: true })).as(TestMessage);
  expect(sent).toMatchObject({ recipient: '+12025550123', outcome: 'accepted' });
  expect(await phones.texts()).toMatchObject([
    { to: '+12025550123', body: expect.stringMatching(/^\[Test\] Hello Ada http/) },
  ]);
});

test('an API key has no address of its own; what can’t be written says why', async () => {
  const { ask } = await api.aTenant();
  const { id } = await aWorkflow(ask);
  expect((await send(ask, id, { message: mail })).as(Problem).errors).toMatchObject([{ pointer: '/to' }]);
  const message = { ...mail, subject: '{{ event.Nothing }}' };
  expect((await send(ask, id, { message, to: 'a@example.net', confirmed: true })).as(TestMessage)).toMatchObject({
    outcome: 'refused',
    error: { code: 'piped-text-failed' },
  });
});

test('the sixth within a minute is refused', async () => {
  const { ask } = await api.anAdministrator();
  const { id } = await aWorkflow(ask);
  const message = { ...mail, subject: '{{ event.Nothing }}' }; // counted, and never sent
  for (let count = 0; count < 5; count += 1) expect((await send(ask, id, { message })).status).toBe(200);
  expect((await send(ask, id, { message })).as(Problem)).toMatchObject({ status: 429, code: 'too-many-test-messages' });
  const other = await api.anAdministrator();
  expect((await send(other.ask, (await aWorkflow(other.ask)).id, { message })).status).toBe(200);
});
