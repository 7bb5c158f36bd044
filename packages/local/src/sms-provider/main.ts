import { createLogger, listen, parseConfig } from '@canvass/platform';
import { z } from 'zod';
import { CallbackQueue } from './callbacks.ts';
import { MessageStore } from './message-store.ts';
import { smsProvider } from './sms-provider.ts';

const configSchema = z.object({
  HOST: z.string().default('127.0.0.1').describe('Address to listen on; loopback unless it runs in a container'),
  SMS_PROVIDER_PORT: z.coerce.number().int().min(0).max(65535),
  TWILIO_ACCOUNT_SID: z.string().min(1),
  TWILIO_AUTH_TOKEN: z.string().min(1),
  INBOUND_WEBHOOK_URL: z.url().optional().describe('Where texts to our number are reported'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error']).default('info'),
});

/** The local stand-in for Twilio: takes texts from the Twilio client, reports their status, shows them in a browser. */
const config = parseConfig(configSchema, process.env);
const log = createLogger('sms-provider', config.LOG_LEVEL);
const resources = new AsyncDisposableStack();
const callbacks = resources.use(new CallbackQueue(config.TWILIO_AUTH_TOKEN, log));
resources.use(
  await listen(
    smsProvider({
      accountSid: config.TWILIO_ACCOUNT_SID,
      authToken: config.TWILIO_AUTH_TOKEN,
      inboundWebhookUrl: config.INBOUND_WEBHOOK_URL ?? null,
      messages: new MessageStore(),
      callbacks,
    }),
    { host: config.HOST, port: config.SMS_PROVIDER_PORT },
  ),
);
log.info({ port: config.SMS_PROVIDER_PORT }, 'sms-provider.started');
for (const signal of ['SIGTERM', 'SIGINT'] as const) {
  process.once(signal, () => void resources.disposeAsync().then(() => process.exit(0)));
}
