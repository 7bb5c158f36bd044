import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { listen } from '@canvass/platform';
import type { AwsCredentialIdentity } from '@smithy/types';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSesClient } from './ses-client.ts';

beforeAll(() => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'AKIDEXAMPLE');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY');
  vi.stubEnv('AWS_SESSION_TOKEN', 'token/with+signs=');
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T12:00:00Z') });
});
afterAll(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

const command = () =>
  new SendRawEmailCommand({
    Source: 'feedback+x@example.com',
    Destinations: ["o'neil@example.net"],
    RawMessage: { Data: Buffer.from(Array.from({ length: 700 }, (_, index) => index % 256)) },
    Tags: [
      { Name: 'delivery', Value: 'one & two' },
      { Name: 'attempt', Value: 'žltý' },
    ],
    ConfigurationSetName: 'events',
  });

/** What comes over the wire, and an answer. */
async function captured(send: (endpoint: string) => Promise<{ MessageId?: string | undefined }>) {
  let [form, authorization, token, date] = ['', '', '', ''];
  await using server = await listen(
    async (request, response) => {
      form = Buffer.concat(await request.toArray()).toString();
      authorization = String(request.headers.authorization);
      token = String(request.headers['x-amz-security-token']);
      date = String(request.headers['x-amz-date']);
      const result = '<SendRawEmailResult><MessageId>0100-a</MessageId></SendRawEmailResult>';
      response.end(
        `<SendRawEmailResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/">${result}</SendRawEmailResponse>`,
      );
    },
    { port: 0, host: '127.0.0.1' },
  );
  const { MessageId } = await send(`http://127.0.0.1:${server.port}`);
  return {
    form: [...new URLSearchParams(form)].toSorted(),
    length: form.length,
    authorization,
    token,
    date,
    MessageId,
  };
}

test('what is sent says the same as the SDK’s own request', async () => {
  const ours = await captured(async (endpoint) => {
    const client = createSesClient({ region: 'eu-west-1', endpoint, maxConnections: 2, timeoutMs: 2_000 });
    return client.send(command()).finally(() => client.destroy());
  });
  const theirs = await captured(async (endpoint) => {
    const client = new SESClient({ region: 'eu-west-1', endpoint });
    return client.send(command()).finally(() => client.destroy());
  });
  expect({ ...ours, authorization: '' }).toEqual({ ...theirs, length: ours.length, authorization: '' });
  expect(ours.MessageId).toBe('0100-a');
});

test('the signature is the one that the SDK’s signer makes of the same request', async () => {
  const { SignatureV4 } = await import('@smithy/signature-v4');
  const { Sha256 } = await import('@smithy/core/checksum');
  const { SesSigner } = await import('./ses-signer.ts');
  const { HttpRequest } = await import('@smithy/core/protocols');
  const credentials: AwsCredentialIdentity = {
    accessKeyId: 'AKID',
    secretAccessKey: 'secret',
    sessionToken: 'session',
  };
  const headers = { 'content-type': 'application/x-www-form-urlencoded', host: 'email.eu-west-1.amazonaws.com' };
  const request = () =>
    new HttpRequest({ method: 'POST', path: '/', body: 'Action=GetSendQuota', headers: { ...headers } });
  const theirs = new SignatureV4({
    credentials,
    region: 'eu-west-1',
    service: 'ses',
    sha256: Sha256,
    applyChecksum: false,
  });
  const ours = new SesSigner('eu-west-1');
  const wanted = await theirs.sign(request());
  for (const _ of [1, 2]) expect((await ours.sign(request(), credentials)).headers).toEqual(wanted.headers);
});
