import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Answer } from './acknowledgement.ts';

/** How long Salesforce waits for the answer of one attempt. */
export const salesforceTimeoutMs = 60_000;

const maxAnswerBytes = 256 * 1024;

/** Connections to one endpoint, kept open between messages. */
export class Connections implements Disposable {
  readonly #agent: HttpAgent | HttpsAgent;
  readonly #url: URL;

  constructor(url: string, maxSockets: number) {
    this.#url = new URL(url);
    const options = { keepAlive: true, maxSockets };
    this.#agent = this.#url.protocol === 'https:' ? new HttpsAgent(options) : new HttpAgent(options);
  }

  /** One attempt with Salesforce's own headers. Throws when no whole answer came in time. */
  post(body: string | Buffer, options: { timeoutMs: number; signal: AbortSignal }): Promise<Answer> {
    const bytes = Buffer.from(body);
    const { promise, resolve, reject } = Promise.withResolvers<Answer>();
    const request = (this.#url.protocol === 'https:' ? httpsRequest : httpRequest)(
      this.#url,
      {
        method: 'POST',
        agent: this.#agent,
        signal: AbortSignal.any([options.signal, AbortSignal.timeout(options.timeoutMs)]),
        headers: {
          'Content-Type': 'text/xml; charset=utf-8',
          SOAPAction: '""',
          'User-Agent': 'Jakarta Commons-HttpClient/3.1',
          'Content-Length': bytes.length,
        },
      },
      (response) => readAnswer(response).then(resolve, reject),
    );
    request.once('error', reject);
    request.end(bytes);
    return promise;
  }

  [Symbol.dispose](): void {
    this.#agent.destroy();
  }
}

async function readAnswer(response: IncomingMessage): Promise<Answer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    if (!Buffer.isBuffer(chunk)) throw new TypeError('an answer without encoding comes as bytes');
    size += chunk.length;
    if (size > maxAnswerBytes) throw new Error(`the answer is larger than ${maxAnswerBytes} bytes`);
    chunks.push(chunk);
  }
  return {
    status: response.statusCode ?? 0,
    contentType: response.headers['content-type'] ?? '',
    body: Buffer.concat(chunks).toString('utf8'),
  };
}
