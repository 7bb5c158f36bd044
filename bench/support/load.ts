import { setTimeout as pause } from 'node:timers/promises';
import { Pool } from 'undici';
import { percentile } from './statistics.ts';

export interface Load {
  readonly notificationsPerSecond: number;
  readonly messagesPerSecond: number;
  /** Of those that were acknowledged. */
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Messages answered with 503: send it again. */
  readonly putOff: number;
}

const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };

/** Posts messages over so many connections, one at a time on each, for so long. */
export async function postFor(
  url: string,
  options: { connections: number; seconds: number; perMessage: number; nextMessage: () => string },
): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections, pipelining: 1 });
  const tookMs: number[] = [];
  let putOff = 0;
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < endsAt) {
        const sentAt = performance.now();
        const reply = await pool.request({ path: pathname, method: 'POST', headers, body: options.nextMessage() });
        const text = await reply.body.text();
        if (reply.statusCode === 503) {
          putOff += 1;
          await pause(50);
        } else if (reply.statusCode === 200 && text.includes('<Ack>true</Ack>')) {
          tookMs.push(performance.now() - sentAt);
        } else {
          throw new Error(`not acknowledged: ${reply.statusCode} ${text.slice(0, 300)}`);
        }
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  return {
    notificationsPerSecond: (tookMs.length * options.perMessage) / seconds,
    messagesPerSecond: tookMs.length / seconds,
    p50Ms: percentile(tookMs, 0.5),
    p99Ms: percentile(tookMs, 0.99),
    putOff,
  };
}
