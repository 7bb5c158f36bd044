import { createServer } from 'node:http';
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { z } from 'zod';

/**
 * The SES client and nothing else: `GET /?count=N` sends so many small messages and answers milliseconds taken and
 * milliseconds of processor time.
 */
const config = z
  .object({ SES_ENDPOINT: z.string(), CONCURRENCY: z.coerce.number(), PORT: z.coerce.number() })
  .parse(process.env);
const ses = new SESClient({
  endpoint: config.SES_ENDPOINT,
  region: 'us-east-1',
  credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
  requestHandler: new NodeHttpHandler({ httpAgent: { maxSockets: config.CONCURRENCY, keepAlive: true } }),
});
const message = Buffer.from('From: a@example.com\r\nTo: b@example.com\r\nSubject: Bare\r\n\r\nThe same stand-in.\r\n');

async function send(count: number) {
  let left = count;
  const startedAt = performance.now();
  const before = process.cpuUsage();
  await Promise.all(
    Array.from({ length: config.CONCURRENCY }, async () => {
      while (left > 0) {
        left -= 1;
        await ses.send(new SendRawEmailCommand({ RawMessage: { Data: message } }));
      }
    }),
  );
  const { user, system } = process.cpuUsage(before);
  return { tookMs: performance.now() - startedAt, processorMs: (user + system) / 1000 };
}

createServer(async (request, response) => {
  const count = Number(new URL(request.url ?? '/', 'http://loop').searchParams.get('count') ?? 0);
  response.end(JSON.stringify(await send(count)));
}).listen(config.PORT, '127.0.0.1');
