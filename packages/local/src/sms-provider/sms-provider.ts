import { timingSafeEqual } from 'node:crypto';
import express, { type Express, type Request } from 'express';
import { z } from 'zod';
import type { CallbackQueue } from './callbacks.ts';
import { type AcceptedMessage, checkMessage } from './check-message.ts';
import { type MessageStore, newSid, type Text } from './message-store.ts';
import { outboxPage } from './outbox-page.ts';
import { twilioError } from './twilio-error.ts';

export interface SmsProvider {
  accountSid: string;
  authToken: string;
  inboundWebhookUrl: string | null;
  messages: MessageStore;
  callbacks: CallbackQueue;
}

const InboundText = z.object({
  from: z.string().regex(/^\+\d{7,15}$/),
  to: z.string().regex(/^\+\d{7,15}$/),
  body: z.string().min(1).max(1600),
});
const stopWords = new Set(['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT']);
const startWords = new Set(['START', 'YES', 'UNSTOP']);

/** Twilio's Messages resource, as much of it as sending surveys meets, and a window onto what was sent. */
export function smsProvider(provider: SmsProvider): Express {
  const app = express();
  app.disable('x-powered-by');
  app.use(express.urlencoded({ extended: false, limit: '64kb' }), express.json({ limit: '64kb' }));

  app.post('/2010-04-01/Accounts/:sid/Messages.json', (request, response) => {
    if (!isAuthorized(provider, request)) {
      response
        .status(401)
        .set('WWW-Authenticate', 'Basic realm="Twilio API"')
        .json(twilioError(20003, 'Authenticate', 401));
      return;
    }
    const checked = checkMessage(request.body);
    if ('code' in checked) {
      response.status(checked.status).json(checked);
    } else if (provider.messages.hasStopped(checked.to, checked.from)) {
      response.status(400).json(twilioError(21610, 'Attempt to send to unsubscribed recipient'));
    } else {
      const text = takeMessage(provider, checked);
      response.status(201).json(toResource(provider.accountSid, text));
    }
  });

  app.post('/inbound', (request, response) => {
    const inbound = InboundText.safeParse(request.body);
    if (!inbound.success) {
      response.status(400).json(twilioError(21211, 'from and to are numbers in E.164, body is text'));
      return;
    }
    const text = receiveText(provider, inbound.data);
    if (request.is('application/x-www-form-urlencoded')) response.redirect(303, './');
    else response.status(201).json(toListed(text));
  });

  app.get('/messages', (_request, response) => {
    response.json(provider.messages.newestFirst().filter(isOutbound).map(toListed));
  });
  app.get('/', (_request, response) => {
    response.type('html').send(outboxPage(provider.messages.newestFirst().slice(0, 200)));
  });
  app.get('/healthz', (_request, response) => {
    response.json({ status: 'ok' });
  });
  return app;
}

function isAuthorized(provider: SmsProvider, request: Request): boolean {
  const given = Buffer.from(request.get('authorization') ?? '');
  const wanted = Buffer.from(`Basic ${Buffer.from(`${provider.accountSid}:${provider.authToken}`).toString('base64')}`);
  const matches = given.length === wanted.length && timingSafeEqual(given, wanted);
  return matches && request.params.sid === provider.accountSid;
}

function takeMessage(provider: SmsProvider, message: AcceptedMessage): Text {
  const text: Text = {
    sid: newSid('SM'),
    direction: 'outbound-api',
    from: message.from,
    to: message.to,
    body: message.body,
    status: 'queued',
    errorCode: null,
    segments: message.segments,
    createdAt: new Date(),
  };
  provider.messages.add(text);
  provider.callbacks.add(async () => {
    await report(provider, text, message.statusCallback);
    text.status = 'sent';
    await report(provider, text, message.statusCallback);
    text.status = message.failsWith === null ? 'delivered' : 'undelivered';
    text.errorCode = message.failsWith;
    await report(provider, text, message.statusCallback);
  });
  return text;
}

async function report(provider: SmsProvider, text: Text, statusCallback: string | null): Promise<void> {
  if (statusCallback === null) return;
  await provider.callbacks.call(statusCallback, {
    ...identity(provider, text),
    MessageStatus: text.status,
    ...(text.errorCode === null ? {} : { ErrorCode: String(text.errorCode) }),
  });
}

function receiveText(provider: SmsProvider, inbound: z.output<typeof InboundText>): Text {
  const word = inbound.body.trim().toUpperCase();
  if (stopWords.has(word)) provider.messages.stop(inbound.from, inbound.to);
  if (startWords.has(word)) provider.messages.start(inbound.from, inbound.to);
  const text: Text = {
    ...inbound,
    sid: newSid('SM'),
    direction: 'inbound',
    status: 'received',
    errorCode: null,
    segments: 1,
    createdAt: new Date(),
  };
  provider.messages.add(text);
  const url = provider.inboundWebhookUrl;
  if (url !== null) {
    provider.callbacks.add(async () => {
      await provider.callbacks.call(url, {
        ...identity(provider, text),
        Body: text.body,
        NumMedia: '0',
        NumSegments: '1',
      });
    });
  }
  return text;
}

function identity(provider: SmsProvider, text: Text): Record<string, string> {
  return {
    AccountSid: provider.accountSid,
    ApiVersion: '2010-04-01',
    MessageSid: text.sid,
    SmsSid: text.sid,
    SmsStatus: text.status,
    From: text.from,
    To: text.to,
  };
}

const isOutbound = (text: Text) => text.direction === 'outbound-api';

function toListed({ sid, from, to, body, status, errorCode, createdAt }: Text) {
  return { sid, from, to, body, status, errorCode, createdAt: createdAt.toISOString() };
}

/** https://www.twilio.com/docs/messaging/api/message-resource#message-properties */
function toResource(accountSid: string, text: Text) {
  const created = text.createdAt.toUTCString().replace('GMT', '+0000');
  return {
    account_sid: accountSid,
    api_version: '2010-04-01',
    body: text.body,
    date_created: created,
    date_sent: null,
    date_updated: created,
    direction: text.direction,
    error_code: null,
    error_message: null,
    from: text.from,
    messaging_service_sid: text.from.startsWith('MG') ? text.from : null,
    num_media: '0',
    num_segments: String(text.segments),
    price: null,
    price_unit: 'USD',
    sid: text.sid,
    status: 'queued',
    subresource_uris: { media: `/2010-04-01/Accounts/${accountSid}/Messages/${text.sid}/Media.json` },
    to: text.to,
    uri: `/2010-04-01/Accounts/${accountSid}/Messages/${text.sid}.json`,
  };
}
