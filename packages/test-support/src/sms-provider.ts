import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { eventually } from './eventually.ts';
import { freePort } from './temporary-postgres.ts';

/** A text as the provider lists it. */
export interface SentText {
  sid: string;
  from: string;
  to: string;
  body: string;
  status: string;
}

export interface SmsProvider extends AsyncDisposable {
  readonly url: string;
  readonly accountSid: string;
  readonly authToken: string;
  /** The account's number. */
  readonly from: string;
  /** Newest first. */
  texts(): Promise<SentText[]>;
  /** A person answers: reported to the inbound webhook. */
  receive(text: { from: string; to: string; body: string }): Promise<void>;
}

/** The local stand-in for Twilio as a process of its own, with an empty outbox. */
export async function startSmsProvider(options: { inboundWebhookUrl?: string } = {}): Promise<SmsProvider> {
  const port = await freePort();
  const accountSid = `AC${'0'.repeat(32)}`;
  const authToken = 'the secret of the test account';
  const provider = spawn(process.execPath, [resolve(import.meta.dirname, '../../local/src/sms-provider/main.ts')], {
    stdio: ['ignore', 'ignore', 'inherit'],
    env: {
      SMS_PROVIDER_PORT: String(port),
      TWILIO_ACCOUNT_SID: accountSid,
      TWILIO_AUTH_TOKEN: authToken,
      INBOUND_WEBHOOK_URL: options.inboundWebhookUrl ?? '',
      LOG_LEVEL: 'error',
    },
  });
  const url = `http://127.0.0.1:${port}`;
  await eventually(async () => (await fetch(`${url}/healthz`)).ok);
  return {
    url,
    accountSid,
    authToken,
    from: '+15005550006',
    async texts() {
      const texts: SentText[] = JSON.parse(await (await fetch(`${url}/messages`)).text());
      return texts;
    },
    async receive(text) {
      const headers = { 'content-type': 'application/json' };
      const answer = await fetch(`${url}/inbound`, { method: 'POST', headers, body: JSON.stringify(text) });
      if (!answer.ok) throw new Error(`the SMS provider answered ${answer.status}`);
    },
    async [Symbol.asyncDispose]() {
      const ended = once(provider, 'exit');
      provider.kill('SIGTERM');
      await ended;
    },
  };
}
