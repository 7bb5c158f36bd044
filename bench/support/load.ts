import { Pool } from 'undici';

export interface Load {
  readonly notificationsPerSecond: number;
  readonly messagesPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/** Posts messages over so many connections, one at a time on each, for so long; every one must be acknowledged. */
export async function postFor(
  url: string,
  options: { connections: number; seconds: number; perMessage: number; nextMessage: () => string },
): Promise<Load> {
  const { origin, pathname } = new URL(url);
  const pool = new Pool(origin, { connections: options.connections, pipelining: 1 });
  const headers = { 'content-type': 'text/xml; charset=utf-8', soapaction: '""' };
  const tookMs: number[] = [];
  const startedAt = performance.now();
  const endsAt = startedAt + options.seconds * 1000;
  await Promise.all(
    Array.from({ length: options.connections }, async () => {
      while (performance.now() < endsAt) {
        const sentAt = performance.now();
        const reply = await pool.request({ path: pathname, method: 'POST', headers, body: options.nextMessage() });
        const text = await reply.body.text();
        if (reply.statusCode !== 200 || !text.includes('<Ack>true</Ack>')) {
          throw new Error(`not acknowledged: ${reply.statusCode} ${text.slice(0, 300)}`);
        }
        tookMs.push(performance.now() - sentAt);
      }
    }),
  );
  const seconds = (performance.now() - startedAt) / 1000;
  await pool.close();
  tookMs.sort((a, b) => a - b);
  return {
    notificationsPerSecond: (tookMs.length * options.perMessage) / seconds,
    messagesPerSecond: tookMs.length / seconds,
    p50Ms: tookMs[Math.floor(tookMs.length * 0.5)] ?? 0,
    p99Ms: tookMs[Math.floor(tookMs.length * 0.99)] ?? 0,
  };
}
