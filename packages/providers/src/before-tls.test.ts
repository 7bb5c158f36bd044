import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { describe, expect, test, vi } from 'vitest';
import { anEmail } from './email/email-sender.conformance.ts';
import { createSesSender } from './email/ses.ts';
import { createTwilioSender } from './text/twilio.ts';

/** A provider whose handshake never ends well. */
async function startHandshake(meet: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => meet(socket));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return { url: `https://127.0.0.1:${address.port}`, [Symbol.asyncDispose]: async () => void server.close() };
}

describe('before encryption is there', () => {
  test.each<[string, (socket: Socket) => void]>([
    ['resets the connection', (socket) => socket.resetAndDestroy()],
    ['closes the connection', (socket) => socket.end()],
    ['never answers', () => {}],
  ])('a provider that %s has not accepted an e-mail', async (_how, meet) => {
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
    await using provider = await startHandshake(meet);
    await using sender = createSesSender({
      ...{ region: 'us-east-1', endpoint: provider.url, configurationSet: null, maxConnections: 5, timeoutMs: 500 },
    });
    expect(await sender.send(anEmail())).toMatchObject({
      kind: 'not-accepted',
      failure: { code: 'provider-unavailable' },
    });
  });

  test('a provider that closes the connection has not accepted an SMS', async () => {
    await using provider = await startHandshake((socket) => socket.end());
    const sender = createTwilioSender({
      ...{ accountSid: `AC${'0'.repeat(32)}`, authToken: 'x', from: '+12025550100', apiUrl: provider.url },
      ...{ statusCallbackUrl: 'https://survey.example.test/status', timeoutMs: 500 },
    });
    const text = {
      deliveryId: '01a20a94-6b7a-75e5-a835-8266f97b07bd',
      attemptId: '9f8785ca-4b7f-488e-b165-d81c249a71d7',
    };
    expect(await sender.send({ ...text, to: '+12025550123', body: 'Hello' })).toMatchObject({
      kind: 'not-accepted',
      failure: { code: 'provider-unavailable' },
    });
  });
});
