import { createPublicKey, type KeyObject, verify } from 'node:crypto';
import { BoundedCache } from '@canvass/domain';
import { z } from 'zod';

/** A message of Amazon SNS as it is posted: https://docs.aws.amazon.com/sns/latest/dg/sns-message-and-json-formats.html */
export const SnsMessage = z.object({
  Type: z.enum(['Notification', 'SubscriptionConfirmation', 'UnsubscribeConfirmation']),
  MessageId: z.string().max(100),
  TopicArn: z.string().max(300),
  Message: z.string(),
  Subject: z.string().nullish(),
  Timestamp: z.string(),
  Token: z.string().optional(),
  SubscribeURL: z.string().optional(),
  SignatureVersion: z.enum(['1', '2']),
  Signature: z.string().max(2000),
  SigningCertURL: z.string().max(500),
});
export type SnsMessage = z.output<typeof SnsMessage>;

/** Reads an address of SNS as text. */
export type SnsFetch = (url: URL) => Promise<string>;

export const fetchFromSns: SnsFetch = async (url) => {
  const response = await fetch(url, { signal: AbortSignal.timeout(5_000), redirect: 'error' });
  if (!response.ok) throw new Error(`SNS answered ${response.status}`);
  const text = await response.text();
  if (text.length > 100_000) throw new Error('SNS answered more than a certificate');
  return text;
};

const keys = new BoundedCache<string, KeyObject>(20);

/** True when SNS itself signed the message. Certificates are taken from Amazon's SNS hosts only. */
export async function isSignedBySns(message: SnsMessage, fetchText: SnsFetch): Promise<boolean> {
  const url = toSnsUrl(message.SigningCertURL);
  if (url === null || !url.pathname.endsWith('.pem')) return false;
  let key = keys.get(url.href);
  if (key === undefined) {
    key = createPublicKey(await fetchText(url));
    keys.set(url.href, key);
  }
  const digest = message.SignatureVersion === '2' ? 'sha256' : 'sha1';
  return verify(digest, Buffer.from(textToSign(message)), key, Buffer.from(message.Signature, 'base64'));
}

/** The address, if it is one of Amazon SNS over HTTPS; otherwise null. */
export function toSnsUrl(text: string): URL | null {
  const url = URL.parse(text);
  const isSns = url?.protocol === 'https:' && /^sns\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(url.hostname);
  return isSns && url.port === '' && url.username === '' ? url : null;
}

/** https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message-verify-message-signature.html */
export function textToSign(message: SnsMessage): string {
  const fields =
    message.Type === 'Notification'
      ? (['Message', 'MessageId', 'Subject', 'Timestamp', 'TopicArn', 'Type'] as const)
      : (['Message', 'MessageId', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'] as const);
  return fields
    .flatMap((field) => {
      const value = message[field];
      return value === undefined || value === null ? [] : [`${field}\n${value}\n`];
    })
    .join('');
}
