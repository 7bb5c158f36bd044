import { createHmac, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';
import { bearerTokenHash, type EventSourceTarget, type TargetSecret } from '@canvass/database';
import { type Refusal, refusal } from '../dialect.ts';

/** How far a signature's time may be from now: a request that was overheard is of no use after it. */
export const signatureToleranceSeconds = 300;
const maxSignatures = 10;

/**
 * Whether the headers alone show that the sender may send: `Authorization: Bearer …`. `signed` = a signature is there instead, which
 * only the body can prove.
 */
export function checkToken(headers: IncomingHttpHeaders, target: EventSourceTarget): 'proven' | 'signed' | Refusal {
  const token = /^Bearer +([\x21-\x7e]{1,512})$/i.exec(headers.authorization ?? '')?.[1];
  if (token !== undefined) {
    const hash = Buffer.from(bearerTokenHash(token), 'hex');
    const isKnown = usable(target, 'bearer').some(({ secret }) => isSame(Buffer.from(secret, 'hex'), hash));
    return isKnown
      ? 'proven'
      : refusal('credentials-wrong', 'The token in Authorization is not one of this event source.');
  }
  if (headers['webhook-signature'] !== undefined) return 'signed';
  const takes = new Set(target.secrets.map(({ scheme }) => scheme));
  const ways = [
    ...(takes.has('hmac') && !takes.has('bearer') ? [] : ['Authorization: Bearer …']),
    ...(takes.has('hmac') ? ['webhook-id, webhook-timestamp and webhook-signature'] : []),
  ];
  return refusal('credentials-missing', `The request has neither token nor signature: send ${ways.join(', or ')}.`);
}

/** Checks a signature as Standard Webhooks has it: HMAC-SHA256 over `id.timestamp.body`, `v1,` and base64. Null = it is right. */
export function checkSignature(
  headers: IncomingHttpHeaders,
  body: Uint8Array,
  target: EventSourceTarget,
  now: Date,
): Refusal | null {
  const [id, timestamp, signatures] = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) =>
    String(headers[name] ?? ''),
  );
  if (!id || !timestamp || !signatures) {
    return refusal('credentials-missing', 'A signature needs webhook-id, webhook-timestamp and webhook-signature.');
  }
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(now.getTime() / 1000 - Number(timestamp)) > signatureToleranceSeconds) {
    const detail = `webhook-timestamp is not within ${signatureToleranceSeconds / 60} minutes of this server’s time (seconds since 1970).`;
    return refusal('signature-stale', detail);
  }
  const given = signatures
    .split(' ')
    .slice(0, maxSignatures)
    .flatMap((one) => (one.startsWith('v1,') ? [Buffer.from(one.slice(3), 'base64')] : []));
  const isRight = usable(target, 'hmac').some(({ secret }) => {
    const hmac = createHmac('sha256', Buffer.from(secret, 'base64')).update(`${id}.${timestamp}.`).update(body);
    const expected = hmac.digest();
    return given.some((one) => isSame(one, expected));
  });
  return isRight ? null : refusal('credentials-wrong', 'No signature in webhook-signature fits id, time and body.');
}

function usable(target: EventSourceTarget, scheme: TargetSecret['scheme']): TargetSecret[] {
  const isOver = ({ expiresAt }: TargetSecret) => expiresAt !== null && Date.parse(expiresAt) <= Date.now();
  return target.secrets.filter((secret) => secret.scheme === scheme && !isOver(secret));
}

/** In a time that tells nothing about where the two differ. */
function isSame(one: Buffer, other: Buffer): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}
