import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { expect, test } from 'vitest';
import { startSesStandIn } from './ses-stand-in.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientOf = (endpoint: string) => new SESClient({ region: 'us-east-1', endpoint, credentials, maxAttempts: 1 });

function anEmail(deliveryId: string, to = 'person+1@example.net') {
  return new SendRawEmailCommand({
    Source: 'feedback@example.com',
    Destinations: [to],
    RawMessage: { Data: Buffer.from(`Subject: &Tags.member.1.Name=delivery ${deliveryId}`) },
    Tags: [
      { Name: 'attempt', Value: `attempt-of-${deliveryId}` },
      { Name: 'delivery', Value: deliveryId },
    ],
  });
}

test('what the real client sends is accepted with its delivery, its attempt and its recipient', async () => {
  await using ses = await startSesStandIn();
  const answer = await clientOf(ses.url).send(anEmail('d-1'));
  expect(ses.accepted()).toMatchObject([
    { messageId: answer.MessageId, deliveryId: 'd-1', attemptId: 'attempt-of-d-1', to: 'person+1@example.net' },
  ]);
});

test.each([
  ['throttle', 'Throttling', 0],
  ['error', 'InternalFailure', 0],
  ['refuse', 'MessageRejected', 0],
  ['accept-then-drop', 'TimeoutError', 1],
] as const)('in the mood %s the client fails with %s', async (kind, name, taken) => {
  await using ses = await startSesStandIn();
  ses.setMood({ kind, share: 1 });
  await expect(clientOf(ses.url).send(anEmail('d-1'))).rejects.toMatchObject({ name });
  expect(ses.accepted()).toHaveLength(taken);
});

test('whoever goes past the quota is throttled, and the quota can be asked for', async () => {
  await using ses = await startSesStandIn({ quota: { maxSendRate: 2, max24HourSend: 100, sentLast24Hours: 7 } });
  const client = clientOf(ses.url);
  const sent = await Promise.allSettled(['a', 'b', 'c'].map((id) => client.send(anEmail(id))));
  expect(sent.map((each) => each.status).toSorted()).toEqual(['fulfilled', 'fulfilled', 'rejected']);
  expect(await client.send(new GetSendQuotaCommand({}))).toMatchObject({ MaxSendRate: 2, SentLast24Hours: 9 });
});

test('as a process of its own it is told its mood and shows what it took', async () => {
  const child = spawn(process.execPath, [join(import.meta.dirname, 'main.ts'), '--latency-ms', '5'], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const { url } = JSON.parse(String((await once(child.stdout, 'data'))[0]));
  await clientOf(url).send(anEmail('d-1'));
  const mood = await fetch(`${url}/_/mood`, { method: 'POST', body: JSON.stringify({ kind: 'throttle', share: 1 }) });
  expect(mood.status).toBe(200);
  await expect(clientOf(url).send(anEmail('d-2'))).rejects.toMatchObject({ name: 'Throttling' });
  const taken: unknown = await (await fetch(`${url}/_/accepted?after=0`)).json();
  expect(taken).toMatchObject({ total: 1, accepted: [{ deliveryId: 'd-1' }] });
  child.kill('SIGTERM');
  expect(await once(child, 'exit')).toEqual([0, null]);
});
