import type { IncomingHttpHeaders } from 'node:http';
import { type RejectionReason, rejectionReasons } from '@canvass/domain';
import { currentTraceparent, traceIdOf } from '@canvass/platform';
import type { Answer } from '../answer.ts';
import { type Dialect, type Refusal, refusal } from '../dialect.ts';
import { checkSignature, checkToken } from './credentials.ts';
import { readEvents } from './read-events.ts';

/** Events in JSON over HTTPS: proven by token or signature, answered 202 once they are stored, or by a problem document. */
export const jsonDialect: Dialect = {
  maxPerMessage: 100,
  tellsIds: true,
  refuseEarly({ headers, target, isTest }) {
    const proof = isTest ? 'proven' : checkToken(headers, target);
    if (typeof proof !== 'string') return proof;
    const type = (headers['content-type'] ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
    if (type !== 'application/json' && !/^application\/[\w.-]+\+json$/.test(type)) {
      return refusal('unsupported-content-type', 'Content-Type is not application/json.');
    }
    return null;
  },
  read(bytes, { headers, target, isTest }) {
    const isSigned = !isTest && checkToken(headers, target) === 'signed';
    const wrong = isSigned ? checkSignature(headers, bytes, target, new Date()) : null;
    if (wrong !== null) return wrong;
    const headerKey = keyIn(headers, isSigned);
    if (headerKey !== null && typeof headerKey !== 'string') return headerKey;
    return readEvents(bytes, { keyPointer: target.keyPointer, recordPointer: target.recordPointer, headerKey });
  },
  accepted({ messageIds, fresh, known }) {
    const accepted = fresh.map(({ key, id }) => ({ key, id }));
    const duplicates = known.map(({ key, id }) => ({ key, id }));
    return json(202, { messageIds, accepted, duplicates });
  },
  refused: ({ reason, detail, pointer }) => {
    const { sentence, remedy } = rejectionReasons[reason];
    const status = statusOf(reason);
    const places = pointer === null ? [] : [{ pointer, message: detail }];
    const answer = problem({ status, code: reason, title: sentence, detail, remedy, places });
    return status === 401 ? { ...answer, challenge: 'Bearer' } : answer;
  },
  timedOut: () => ({
    ...problem({
      status: 408,
      code: 'timed-out',
      title: 'The body did not arrive in time.',
      detail: null,
      remedy: 'Send it again; over a slow line in smaller batches, or compressed with gzip.',
      places: [],
    }),
    closes: true,
  }),
  later(why, message, retryAfterSeconds) {
    const status = why === 'backlog-full' ? 429 : 503;
    const remedy = 'Send the same request, with the same idempotency keys, after the seconds in Retry-After.';
    const answer = problem({ status, code: why, title: message, detail: null, remedy, places: [] });
    return { ...answer, retryAfterSeconds };
  },
};

/** The key in a header. Of a signed request only `webhook-id` counts: nothing else among the headers is signed. */
function keyIn(headers: IncomingHttpHeaders, isSigned: boolean): string | null | Refusal {
  const plain = headers['idempotency-key'];
  const signed = headers['webhook-id'];
  const given = isSigned ? signed : (plain ?? signed);
  if (given === undefined) return null;
  const key = /^"(.*)"$/.exec(String(given))?.[1] ?? String(given);
  if (isSigned && plain !== undefined && plain !== given) {
    return refusal('event-key-missing', 'Idempotency-Key differs from webhook-id, which is what the signature covers.');
  }
  if (/^[\x20-\x7e]{1,240}$/.test(key)) return key;
  return refusal(
    'event-key-missing',
    'An idempotency key in a header has 1 to 240 characters, letters without accents.',
  );
}

const statuses: Partial<Record<RejectionReason, number>> = {
  'credentials-missing': 401,
  'credentials-wrong': 401,
  'signature-stale': 401,
  'source-disabled': 403,
  'address-not-allowed': 403,
  'certificate-missing': 403,
  'certificate-not-accepted': 403,
  'test-ticket-unknown': 403,
  'url-expired': 403,
  'conflicting-events': 409,
  'too-large': 413,
  'unsupported-encoding': 415,
  'unsupported-content-type': 415,
  'not-an-event': 422,
  'event-count': 422,
  'event-key-missing': 422,
  'field-unusable': 422,
  'too-complex': 422,
};

const statusOf = (reason: RejectionReason): number => statuses[reason] ?? 400;

function json(status: number, content: unknown): Answer {
  const body = `${JSON.stringify(content)}\n`;
  return { status, contentType: 'application/json', body, retryAfterSeconds: null, challenge: null, closes: false };
}

interface ProblemFacts {
  status: number;
  code: string;
  title: string;
  detail: string | null;
  remedy: string;
  places: readonly { pointer: string; message: string }[];
}

/** RFC 9457, as the API answers it. */
function problem({ status, code, title, detail, remedy, places }: ProblemFacts): Answer {
  const traceId = traceIdOf(currentTraceparent());
  const content = { type: 'about:blank', title, status, detail, code, remedy, errors: places, traceId };
  return { ...json(status, content), contentType: 'application/problem+json' };
}
