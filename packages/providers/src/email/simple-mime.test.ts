import fc from 'fast-check';
import { simpleParser } from 'mailparser';
import MailComposer from 'nodemailer/lib/mail-composer';
import { expect, test } from 'vitest';
import { toMailOptions } from './compose.ts';
import { anEmail } from './email-sender.conformance.ts';
import { composeSimpleMime } from './simple-mime.ts';

const text = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 300 }),
  fc.string({ unit: 'binary-ascii', maxLength: 300 }),
  fc.lorem({ maxCount: 60 }),
  fc.constantFrom('a=3D\r\n.\r\nFrom me', 'x'.repeat(3000), 'é'.repeat(900), 'trailing \t\r\n \n'),
);
const address = fc.constantFrom('ada@example.net', 'ada.lovelace+x@mail.example.co.uk', "o'neil@example.org");
const email = fc.record({
  name: fc.option(text),
  from: address,
  to: address,
  replyTo: fc.option(address),
  subject: text,
  html: text,
  text,
});

/** What a reader makes of it. */
async function read(raw: Buffer) {
  const mail = await simpleParser(raw, { skipTextToHtml: true, skipTextLinks: true, skipImageLinks: true });
  const lines = (value: string | false | undefined) => (value || '').replace(/\r\n?/g, '\n').trimEnd();
  const line = (value: string) => value.replace(/\s+/g, ' ').trim();
  const list = mail.headers.get('list');
  return {
    ...{
      from: mail.from?.value.map((each) => [line(each.name), each.address]),
      to: [mail.to].flat().map((each) => each?.value),
      replyTo: mail.replyTo?.value,
    },
    ...{ subject: line(mail.subject ?? ''), messageId: mail.messageId, list },
    ...{ text: lines(mail.text), html: lines(mail.html), type: mail.headers.get('content-type') !== undefined },
  };
}

const readable = (value: string) => value.replace(/[^\P{C}\n\t]/gu, '');

test('a reader finds in it what it finds in the composer’s own message', async () => {
  await fc.assert(
    fc.asyncProperty(email, async ({ name, from, subject, html, text: plain, ...rest }) => {
      fc.pre([html, plain].every((each) => readable(each).trim() !== ''));
      const parts = { html: readable(html), text: readable(plain), subject: readable(subject) };
      const message = anEmail({ ...rest, ...parts, from: { email: from, name: name && readable(name) } });
      const options = toMailOptions(message);
      const simple = composeSimpleMime(message, String(options.messageId), new Date());
      expect(simple).not.toBeNull();
      const composed = await new MailComposer(options).compile().build();
      expect(await read(simple ?? Buffer.alloc(0))).toEqual(await read(composed));
    }),
    { numRuns: 200 },
  );
});

test('no line is longer than mail allows, all of it is ASCII, and whoever writes content adds no header', () => {
  fc.assert(
    fc.property(email, ({ name, from, ...rest }) => {
      fc.pre(rest.html.trim() !== '' && rest.text.trim() !== '');
      const message = anEmail({ ...rest, from: { email: from, name } });
      const raw = composeSimpleMime(message, '<1@example.com>', new Date())?.toString('latin1') ?? '';
      expect(raw).toMatch(/^[\t\r\n\x20-\x7e]*$/);
      expect(raw).not.toMatch(/(^|[^\r])\n|\r(?!\n)/);
      expect(Math.max(...raw.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998);
      const head = raw.slice(0, raw.indexOf('\r\n\r\n')).replace(/\r\n[ \t]/g, ' ');
      const names = head.split('\r\n').map((line) => line.slice(0, line.indexOf(':')));
      const expected = ['From', 'To', ...(rest.replyTo === null ? [] : ['Reply-To']), 'Subject', 'Message-ID'];
      const rear = ['List-Unsubscribe', 'List-Unsubscribe-Post', 'Date', 'MIME-Version', 'Content-Type'];
      expect(names).toEqual([...expected, ...rear]);
    }),
  );
});

test.each([
  ['an address in quotes', { to: '"a b"@example.com' }],
  ['a domain outside ASCII', { to: 'ada@žltý.sk' }],
  ['an address that goes on', { replyTo: 'a@example.com, b@example.com' }],
  ['an address with a line', { to: 'a@example.com\r\nBcc: b@example.com' }],
  ['a link that ends its brackets', { unsubscribeUrl: 'https://example.com/o/x>, <mailto:a@b.c' }],
])('%s is left to the composer', (_, changes) => {
  expect(composeSimpleMime(anEmail(changes), '<1@example.com>', new Date())).toBeNull();
});
