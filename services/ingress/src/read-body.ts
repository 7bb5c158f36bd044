import type { IncomingMessage as HttpRequest } from 'node:http';
import { createGunzip } from 'node:zlib';

export type Body =
  | { readonly kind: 'complete'; readonly bytes: Buffer }
  /** `bytes` is what had been read when it was given up. */
  | {
      readonly kind: 'too-large' | 'unsupported-encoding' | 'no-room' | 'timed-out' | 'aborted';
      readonly bytes: Buffer;
    };

export interface BodyLimits {
  /** Of the body as sent, and again inflated. */
  readonly maxBytes: number;
  readonly timeoutMs: number;
  /** Whether there is room for so many bytes now: a body that says that it is longer is not read at all. */
  fits(bytes: number): boolean;
  /** Asks for room for more bytes; false = there is none. */
  grow(bytes: number): boolean;
}

/** Reads a request's body, inflating gzip, never holding more than the limits allow. Does not throw. */
export function readBody(request: HttpRequest, limits: BodyLimits): Promise<Body> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const gzipped = encoding === 'gzip' || encoding === 'x-gzip';
  const declared = Number(request.headers['content-length'] ?? 0);
  const nothing = Buffer.alloc(0);
  if (!gzipped && encoding !== 'identity' && encoding !== '') {
    return Promise.resolve({ kind: 'unsupported-encoding', bytes: nothing });
  }
  if (declared > limits.maxBytes) return Promise.resolve({ kind: 'too-large', bytes: nothing });
  if (!limits.fits(declared)) return Promise.resolve({ kind: 'no-room', bytes: nothing });

  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let received = 0;
    let held = 0;
    const gunzip = gzipped ? createGunzip() : null;
    const source = gunzip ?? request;

    const settle = (kind: Body['kind']) => {
      clearTimeout(timer);
      request.off('data', onReceived).off('error', onAborted).off('close', onAborted);
      source.off('data', onData).off('end', onEnd);
      if (gunzip) {
        request.unpipe(gunzip);
        gunzip.destroy();
      }
      request.on('error', () => {}); // a connection lost after the decision changes nothing
      resolve({ kind, bytes: Buffer.concat(chunks, held) });
    };
    const onReceived = (chunk: Buffer) => {
      received += chunk.length;
      if (received > limits.maxBytes) settle('too-large');
    };
    const onData = (chunk: Buffer) => {
      if (held + chunk.length > limits.maxBytes) return settle('too-large');
      if (!limits.grow(chunk.length)) return settle('no-room');
      chunks.push(chunk);
      held += chunk.length;
    };
    const onEnd = () => settle('complete');
    const onAborted = () => {
      if (!request.complete) settle('aborted');
    };
    const timer = setTimeout(() => settle('timed-out'), limits.timeoutMs);
    timer.unref();

    request.on('error', onAborted).on('close', onAborted);
    if (gunzip) {
      request.on('data', onReceived);
      gunzip.on('error', () => settle('unsupported-encoding'));
      request.pipe(gunzip);
    }
    source.on('data', onData).on('end', onEnd);
  });
}
