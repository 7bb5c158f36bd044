import { newId } from '@canvass/database';
import { DeliveryId, EmailSurveyTask } from '@canvass/domain';
import { expect, test } from 'vitest';
import { writeEmail } from './write-email.ts';
import { writeText } from './write-text.ts';

const source = {
  token: 'abcdefghijklmnopqrstuvwx',
  language: 'en',
  outputs: {},
  snapshot: {
    contact: {
      id: '1',
      firstName: 'Ada <b>Lovelace</b>',
      lastName: null,
      email: 'ada@example.net',
      phone: null,
      externalReference: null,
      language: 'en',
      embeddedData: { Tier: 'Gold' },
    },
    transaction: null,
    event: { CaseNumber: '00001001', Subject: 'Broken\r\nBcc: x@example.net' },
  },
};
const delivery = { id: newId(DeliveryId), attemptId: 'attempt', recipient: 'ada@example.net' };
const setting = { surveyUrl: 'https://ask.example.com/', timeZone: 'UTC' };
const surveyLink = 'https://ask.example.com/s/abcdefghijklmnopqrstuvwx';
const optOutLink = 'https://ask.example.com/o/abcdefghijklmnopqrstuvwx';

function write(message: string, changes: { subject?: string; language?: string | null } = {}) {
  const step = EmailSurveyTask.parse({
    id: 'ask',
    type: 'email-survey',
    surveyId: '01890000-0000-7000-8000-000000000000',
    contactStep: 'person',
    from: { email: 'feedback@example.com' },
    subject: changes.subject ?? 'Case {{ event.CaseNumber }}',
    message,
  });
  return writeEmail(delivery, { ...source, language: changes.language ?? 'en' }, step, setting);
}

test('links, contact, event and embedded data are written in', () => {
  const email = write(
    '<p>{{ contact.embeddedData.Tier }} {{ event.CaseNumber }} <a href="{{ survey.link }}">go</a></p>',
  );
  expect(email.html).toContain(`Gold 00001001 <a href="${surveyLink}">go</a>`);
  expect(email).toMatchObject({ to: 'ada@example.net', subject: 'Case 00001001', unsubscribeUrl: optOutLink });
});

test('what a person is called cannot become markup', () => {
  const { html, text } = write('<p>Dear {{ contact.firstName }}</p>');
  expect(html).not.toContain('<b>Lovelace');
  expect(text).toContain('Dear Ada <b>Lovelace</b>');
});

test('the opt-out link is added where the author left it out, and not twice', () => {
  const links = (message: string) => write(message).html.split(optOutLink).length - 1;
  expect(links('<p>{{ survey.link }}</p>')).toBe(1);
  expect(links('<p>{{ survey.link }} <a href="{{ optOut.link }}">stop</a></p>')).toBe(1);
  expect(links('<html><body><p>{{ survey.link }}</p></body></html>')).toBe(1);
});

test('the footer speaks the person’s language, English where it knows none', () => {
  expect(write('<p>Bonjour</p>', { language: 'fr-CA' }).html).toContain('Se désabonner');
  expect(write('<p>Hello</p>', { language: 'xx' }).html).toContain('Unsubscribe');
});

test('an author’s own document is kept as it is, with the footer inside of it', () => {
  const { html } = write('<html><body class="mine"><p>Hi</p></body></html>');
  expect(html).toMatch(/^<html><body class="mine"><p>Hi<\/p><p .*<\/p><\/body><\/html>$/);
});

test('the plain text has both links written out and no markup', () => {
  const { text } = write('<h1>Hello</h1><p><a href="{{ survey.link }}">Tell us</a></p>');
  expect(text).toContain(surveyLink);
  expect(text).toContain(optOutLink);
  expect(text).toContain('Hello');
  expect(text).not.toMatch(/<\/?[a-z]+/i);
});

test('the plain text follows the conditions and quotes of the template', () => {
  const { text } = write(
    `<p>Dear {{ contact.lastName | default: "customer" }},</p>
     {% if event.CaseNumber < "2" %}<p>about <b>{{ event.CaseNumber }}</b> &amp; more</p>{% endif %}
     {% if contact.phone %}<p>we call {{ contact.phone }}</p>{% endif %}
     <p><a href="{{ survey.link }}">{{ survey.link }}</a></p><p><a href="{{ optOut.link }}?x=1">No more</a></p>`,
  );
  expect(text).toBe(`Dear customer,\n\nabout 00001001 & more\n\n${surveyLink}\n\nNo more ${optOutLink}?x=1`);
});

test('a person whose name looks like piped text is not written as one', () => {
  const name = { ...source.snapshot.contact, firstName: '{{ event.CaseNumber }}' };
  const step = EmailSurveyTask.parse({
    ...{ id: 'ask', type: 'email-survey', surveyId: '01890000-0000-7000-8000-000000000000', contactStep: 'person' },
    ...{ from: { email: 'feedback@example.com' }, subject: 'Hello', message: '<p>Dear {{ contact.firstName }}</p>' },
  });
  const email = writeEmail(delivery, { ...source, snapshot: { ...source.snapshot, contact: name } }, step, setting);
  expect(email.text).toContain('Dear {{ event.CaseNumber }}');
});

test('a subject stays on one line, and one that comes out empty is a plain failure', () => {
  expect(write('<p>Hi</p>', { subject: '{{ event.Subject }}' }).subject).toBe('Broken Bcc: x@example.net');
  expect(() => write('<p>Hi</p>', { subject: '{{ contact.lastName }}' })).toThrow(/piped-text-failed/);
});

test('a text message is written without escaping and without a footer', () => {
  const step = {
    id: 'ask',
    type: 'sms-survey',
    surveyId: EmailSurveyTask.shape.surveyId.parse('01890000-0000-7000-8000-000000000000'),
    contactStep: 'person',
    onFailure: 'stop',
    linkExpiresAfterDays: 60,
    message: '{{ contact.firstName }}: {{ survey.link }}',
  } as const;
  expect(writeText(delivery, source, step, setting).body).toBe(`Ada <b>Lovelace</b>: ${surveyLink}`);
});
