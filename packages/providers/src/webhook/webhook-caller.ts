import { Agent as HttpAgent, type IncomingMessage, request as overHttp } from 'node:http';
import { Agent as HttpsAgent, request as overHttps } from 'node:https';
import { isIP } from 'node:net';
import { type AllowedNetworks, reachOf, type TaskFailure } from '@canvass/domain';
import { codeOf } from '../connection-failure.ts';
import { AddressRefused, checkedLookup, mayBeCalled } from './checked-lookup.ts';
import { signedHeaders } from './sign.ts';

export interface OutgoingCall {
  readonly url: string;
  /** Each signs; the newest first. */
  readonly secrets: readonly string[];
  /** The same for every attempt. */
  readonly id: string;
  readonly body: string;
}

/** How a call went. */
export interface CallOutcome {
  /** Null = delivered. */
  readonly failure: TaskFailure | null;
  readonly statusCode: number | null;
  /** The beginning of the answer's body, as text; null where no answer came. */
  readonly answer: string | null;
  /** What the endpoint asked for. */
  readonly retryAfterMs: number | null;
}

export interface WebhookCaller extends Disposable {
  /** Never throws: whatever goes wrong is an outcome. */
  call(call: OutgoingCall): Promise<CallOutcome>;
}

export interface CallerOptions {
  readonly allowed: AllowedNetworks;
  /** From the first try to connect to the end of the answer. */
  readonly timeoutMs: number;
  /** Kept connections to one endpoint. */
  readonly maxConnections: number;
}

/** Of an answer, read and kept; the rest is not waited for. */
const answerBytes = 1_024;
const longestRetryAfterMs = 24 * 3_600_000;

export function createWebhookCaller({ allowed, timeoutMs, maxConnections }: CallerOptions): WebhookCaller {
  const options = { keepAlive: true, maxSockets: maxConnections, maxFreeSockets: 2, timeout: 4_000 };
  const plain = new HttpAgent({ ...options, lookup: checkedLookup(allowed, false) });
  const secure = new HttpsAgent({ ...options, lookup: checkedLookup(allowed, true) });

  function post(call: OutgoingCall): Promise<CallOutcome> {
    const url = new URL(call.url);
    const encrypted = url.protocol === 'https:';
    const literal = url.hostname.replace(/^\[|\]$/g, '');
    // A name is looked at when it is resolved; an address is never resolved.
    if (isIP(literal) !== 0 && !mayBeCalled(reachOf(literal, allowed), encrypted)) {
      throw new AddressRefused('the address is not called');
    }
    const headers = {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(call.body),
      'user-agent': 'Canvass-Webhooks/1',
      ...signedHeaders(call.secrets, { id: call.id, sentAt: new Date(), body: call.body }),
    };
    return new Promise((resolve, reject) => {
      const settings = { method: 'POST', headers };
      const request = encrypted
        ? overHttps(url, { ...settings, agent: secure })
        : overHttp(url, { ...settings, agent: plain });
      const limit = setTimeout(() => request.destroy(new TimedOut(`no answer within ${timeoutMs} ms`)), timeoutMs);
      request.on('error', (error) => {
        clearTimeout(limit);
        reject(error);
      });
      request.once('response', (response) => {
        readHead(response)
          .then((answer) => resolve(toOutcome(response, answer)), reject)
          .finally(() => clearTimeout(limit));
      });
      request.end(call.body);
    });
  }

  return {
    async call(call) {
      try {
        return await post(call);
      } catch (error) {
        return { failure: failureOf(error), statusCode: null, answer: null, retryAfterMs: null };
      }
    },
    [Symbol.dispose]() {
      plain.destroy();
      secure.destroy();
    },
  };
}

class TimedOut extends Error {
  override readonly name = 'TimedOut';
}

async function readHead(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of response) {
    chunks.push(chunk);
    bytes += chunk.length;
    if (bytes >= answerBytes) break; // leaving the loop closes the connection: nothing more is received
  }
  const head = Buffer.concat(chunks).subarray(0, answerBytes);
  return head.toString('utf8').replaceAll('\u0000', '\uFFFD');
}

function toOutcome({ statusCode = 0, headers }: IncomingMessage, answer: string): CallOutcome {
  const retryAfterMs = statusCode === 429 || statusCode === 503 ? parseRetryAfter(headers['retry-after']) : null;
  return { statusCode, answer, retryAfterMs, failure: failureOfStatus(statusCode) };
}

function failureOfStatus(statusCode: number): TaskFailure | null {
  if (statusCode >= 200 && statusCode < 300) return null;
  if (statusCode >= 300 && statusCode < 400) return { code: 'webhook-redirected', detail: `HTTP ${statusCode}` };
  return { code: 'webhook-refused', detail: `HTTP ${statusCode}` };
}

function failureOf(error: unknown): TaskFailure {
  if (error instanceof TimedOut) return { code: 'webhook-timeout', detail: error.message };
  if (error instanceof AddressRefused) return { code: 'webhook-address-refused', detail: null };
  const code = error instanceof Error ? codeOf(error) : null;
  return { code: 'webhook-unreachable', detail: code };
}

/** Seconds, or a date. */
export function parseRetryAfter(header: string | undefined, now = Date.now()): number | null {
  if (header === undefined) return null;
  const ms = /^\d+$/.test(header) ? Number(header) * 1000 : Date.parse(header) - now;
  return Number.isNaN(ms) ? null : Math.min(Math.max(0, ms), longestRetryAfterMs);
}
