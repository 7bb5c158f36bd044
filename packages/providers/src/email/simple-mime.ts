import { encodeWord, encodeWords, foldLines, quoteString } from 'nodemailer/lib/mime-funcs';
import { encode, wrap } from 'nodemailer/lib/qp';
import type { OutgoingEmail } from './email-sender.ts';

// RFC 5322's dot-atom at a domain of letters, digits and hyphens: what most addresses are, and can't hold a header.
const plainAddress = /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*$/;
const longestAddress = 254;
/** Goes between the brackets of a List-Unsubscribe header (RFC 2369) as it is. */
const plainUrl = /^https?:[\x21\x23-\x3b\x3d\x3f-\x7e]+$/;
const ascii = /^[\t\n\x20-\x7e]*$/;
/** A header is folded at spaces. */
const longestWord = 60;
const unbroken = new RegExp(`[^ ]{${longestWord},}`);
/** RFC 5322, 2.1.1: octets of a line without its end. */
const longestLine = 998;

/**
 * Writes the message that nearly all are, plain text beside HTML between plain addresses, several times faster than a
 * composer of any message can; null where it is not such a one.
 */
export function composeSimpleMime(message: OutgoingEmail, messageId: string, at: Date): Buffer | null {
  const { from, replyTo, to, subject, text, html, unsubscribeUrl, attemptId } = message;
  if (![from.email, to, replyTo ?? to].every(isPlainAddress)) return null;
  if (unsubscribeUrl !== null && !plainUrl.test(unsubscribeUrl)) return null;
  if (text.trim() === '' || html.trim() === '') return null;
  const boundary = `--_canvass-${attemptId}`;
  if (text.includes(boundary) || html.includes(boundary)) return null;
  const lines = [
    header('From', mailbox(from)),
    header('To', to),
    ...(replyTo === null ? [] : [header('Reply-To', replyTo)]),
    header('Subject', words(subject)),
    `Message-ID: ${messageId}`,
    ...(unsubscribeUrl === null
      ? []
      : [`List-Unsubscribe: <${unsubscribeUrl}>`, 'List-Unsubscribe-Post: List-Unsubscribe=One-Click']),
    `Date: ${at.toUTCString().replace('GMT', '+0000')}`,
    'MIME-Version: 1.0',
    `Content-Type: multipart/alternative; boundary="${boundary}"`,
    '',
    `--${boundary}`,
    part('plain', text),
    `--${boundary}`,
    part('html', html),
    `--${boundary}--`,
    '',
  ];
  return Buffer.from(lines.join('\r\n'), 'latin1'); // all of it is ASCII
}

function isPlainAddress(address: string): boolean {
  return address.length <= longestAddress && plainAddress.test(address);
}

function header(name: string, value: string): string {
  return foldLines(`${name}: ${value}`, 76);
}

function mailbox({ email, name }: OutgoingEmail['from']): string {
  const shown = oneLine(name ?? '');
  if (shown === '') return email;
  const quoted = ascii.test(shown) && shown.length <= longestWord;
  return `${quoted ? quoteString(shown) : encodeWord(shown, wordEncoding(shown), 52)} <${email}>`;
}

/** RFC 2047, where the words need it. */
function words(value: string): string {
  const line = oneLine(value);
  if (unbroken.test(line)) return encodeWord(line, wordEncoding(line), 52);
  return encodeWords(line, wordEncoding(line), 52, true);
}

function oneLine(value: string): string {
  return value.replace(/\p{Cc}+/gu, ' ').trim();
}

/** Quoted-printable keeps mostly Latin words readable, base64 the others short. */
function wordEncoding(value: string): 'Q' | 'B' {
  const others = value.match(/[^\x20-\x7e]/g)?.length ?? 0;
  return others * 3 > value.length ? 'B' : 'Q';
}

function part(subtype: 'plain' | 'html', content: string): string {
  const text = content.replace(/\r\n?/g, '\n');
  const asIs = ascii.test(text) && hasShortLines(text);
  const encoding = asIs ? '7bit' : 'quoted-printable';
  const body = asIs ? text.replaceAll('\n', '\r\n') : wrap(encode(text.replaceAll('\n', '\r\n')));
  return `Content-Type: text/${subtype}; charset=utf-8\r\nContent-Transfer-Encoding: ${encoding}\r\n\r\n${body}`;
}

function hasShortLines(text: string): boolean {
  for (let start = 0, end = 0; end !== -1; start = end + 1) {
    end = text.indexOf('\n', start);
    if ((end === -1 ? text.length : end) - start > longestLine) return false;
  }
  return true;
}
