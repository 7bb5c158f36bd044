import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';

export interface Sending {
  /** Event source URLs, taken in turns: one for each ingress process. */
  readonly urls: readonly string[];
  readonly connections: number;
  /** The next message; null = no more. */
  readonly nextMessage: () => string | null;
  /** Told of each acknowledgement: when it came, by `Date.now()`, and how long it took. */
  readonly acknowledged?: (at: number, tookMs: number) => void;
}

export interface Sent {
  readonly messages: number;
  /** Answers other than an Ack, and lost connections; the same message was sent again. */
  readonly putOff: number;
}

/** Sends messages, one at a time on each connection, each until it is acknowledged, as Salesforce does but sooner. */
export async function sendMessages({ urls, connections, nextMessage, acknowledged }: Sending): Promise<Sent> {
  const targets = urls.map((url) => {
    const { origin, pathname } = new URL(url);
    return { path: pathname, pool: new Pool(origin, { connections: Math.ceil(connections / urls.length) }) };
  });
  const sent = { messages: 0, putOff: 0 };
  await Promise.all(
    Array.from({ length: connections }, async (_, index) => {
      const target = targets[index % targets.length];
      if (target === undefined) return;
      for (let body = nextMessage(); body !== null; body = nextMessage()) {
        const startedAt = performance.now();
        for (let delayMs = 50; !(await isAcknowledged(target, body)); delayMs = Math.min(delayMs * 2, 500)) {
          sent.putOff += 1;
          await pause(delayMs);
        }
        sent.messages += 1;
        acknowledged?.(Date.now(), performance.now() - startedAt);
      }
    }),
  );
  await Promise.all(targets.map(({ pool }) => pool.destroy()));
  return sent;
}

const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };

async function isAcknowledged({ pool, path }: { pool: Pool; path: string }, body: string): Promise<boolean> {
  try {
    const reply = await pool.request({ path, method: 'POST', headers, body });
    const text = await reply.body.text();
    if (reply.statusCode === 200 && text.includes('<Ack>true</Ack>')) return true;
    if (reply.statusCode === 503 || reply.statusCode === 429) return false;
  } catch {
    return false; // the ingress is away
  }
  throw new Error('a message was refused for good');
}

/** Takes so many messages from a template. */
export function messages(count: number, next: () => string): () => string | null {
  let left = count;
  return () => {
    if (left === 0) return null;
    left -= 1;
    return next();
  };
}
