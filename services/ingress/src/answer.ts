import type { IncomingMessage as HttpRequest, ServerResponse } from 'node:http';
import { acknowledgement, soapFault } from '@canvass/outbound-message';

/** What is answered to a POST. */
export interface Answer {
  readonly status: number;
  readonly contentType:
    | 'text/xml; charset=utf-8'
    | 'text/plain; charset=utf-8'
    | 'application/json'
    | 'application/problem+json';
  readonly body: string;
  readonly retryAfterSeconds: number | null;
  /** How to show who one is, where that was missing. */
  readonly challenge: 'Bearer' | null;
  /** The connection ends with this answer: whoever sent this has nothing more to say. */
  readonly closes: boolean;
}

const xml = 'text/xml; charset=utf-8';

export const acknowledged: Answer = {
  status: 200,
  contentType: xml,
  body: acknowledgement,
  retryAfterSeconds: null,
  challenge: null,
  closes: false,
};

export const unknownUrl: Answer = {
  status: 404,
  contentType: 'text/plain; charset=utf-8',
  body: 'There is no event source at this URL.\n',
  retryAfterSeconds: null,
  challenge: null,
  closes: true,
};

/** The message itself can't be accepted; sending the same again does not help. */
export function refused(status: number, message: string, closes = false): Answer {
  const body = soapFault('Client', message);
  return { status, contentType: xml, body, retryAfterSeconds: null, challenge: null, closes };
}

/** Not now: Salesforce keeps the message and sends it again. */
export function later(message: string, retryAfterSeconds: number): Answer {
  const body = soapFault('Server', message);
  return { status: 503, contentType: xml, body, retryAfterSeconds, challenge: null, closes: false };
}

const lingerMs = 1000;

/**
 * Sends an answer. Where the body has not been read to its end, the rest is thrown away for a moment before the
 * connection ends: closed at once, the sender would often see a broken connection instead of the answer.
 */
export async function send(request: HttpRequest, response: ServerResponse, answer: Answer): Promise<void> {
  if (response.destroyed || response.headersSent) return;
  const closes = answer.closes || !request.complete;
  response.writeHead(answer.status, {
    'Content-Type': answer.contentType,
    'Content-Length': Buffer.byteLength(answer.body),
    ...(answer.retryAfterSeconds === null ? {} : { 'Retry-After': String(answer.retryAfterSeconds) }),
    ...(answer.challenge === null ? {} : { 'WWW-Authenticate': answer.challenge }),
    ...(closes ? { Connection: 'close' } : {}),
  });
  if (request.complete) {
    response.end(answer.body);
    return;
  }
  response.write(answer.body);
  await drained(request);
  response.end();
}

function drained(request: HttpRequest): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, lingerMs);
    const done = () => {
      clearTimeout(timer);
      resolve();
    };
    request.once('end', done).once('close', done).once('error', done);
    request.resume();
  });
}
