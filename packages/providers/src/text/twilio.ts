import { inSpan, markFailed, SpanKind } from '@canvass/platform';
import twilio from 'twilio';
import type { SendOutcome } from '../send-outcome.ts';
import type { OutgoingText, TextSender } from './text-sender.ts';
import { classifyTwilioFailure } from './twilio-failures.ts';

export interface TwilioOptions {
  accountSid: string;
  authToken: string;
  /** A number in E.164, or the SID of a messaging service (`MG…`). */
  from: string;
  /** Another address than Twilio's own. */
  apiUrl: string | null;
  /** Where Twilio reports what became of a message; delivery and attempt ids are added to it. */
  statusCallbackUrl: string;
  timeoutMs: number;
}

type RequestOptions = Parameters<InstanceType<typeof twilio.RequestClient>['request']>[0];

/** Sends the library's requests to another origin than `https://api.twilio.com`. */
class RedirectedClient extends twilio.RequestClient {
  readonly #apiUrl: string;
  constructor(apiUrl: string, options: { timeout: number }) {
    super(options);
    this.#apiUrl = apiUrl;
  }
  override request<Data>(options: RequestOptions & { data?: Data }) {
    const asked = new URL(options.uri);
    return super.request<Data>({ ...options, uri: new URL(asked.pathname + asked.search, this.#apiUrl).href });
  }
}

/** Twilio's Messages resource. The library does not retry; only the fence decides whether a message is tried again. */
export function createTwilioSender(options: TwilioOptions): TextSender {
  const transport = { timeout: options.timeoutMs };
  const client = twilio(options.accountSid, options.authToken, {
    autoRetry: false,
    httpClient:
      options.apiUrl === null ? new twilio.RequestClient(transport) : new RedirectedClient(options.apiUrl, transport),
  });
  const sender = options.from.startsWith('MG') ? { messagingServiceSid: options.from } : { from: options.from };

  async function call(message: OutgoingText): Promise<SendOutcome> {
    const callback = new URL(options.statusCallbackUrl);
    callback.searchParams.set('delivery', message.deliveryId);
    callback.searchParams.set('attempt', message.attemptId);
    try {
      const answer = await client.messages.create({
        ...sender,
        to: message.to,
        body: message.body,
        statusCallback: callback.href,
      });
      if (!answer.sid) {
        const failure = { code: 'delivery-unknown' as const, detail: 'Twilio answered without a message SID' };
        return { kind: 'unclear', failure, facts: { provider: 'twilio' } };
      }
      const segments = Number(answer.numSegments);
      return {
        kind: 'accepted',
        providerMessageId: answer.sid,
        facts: { provider: 'twilio', ...(segments > 0 ? { segments } : {}) },
      };
    } catch (error) {
      return classifyTwilioFailure(error);
    }
  }

  return {
    send: (message) =>
      inSpan(
        {
          name: 'POST Messages.json',
          kind: SpanKind.CLIENT,
          attributes: {
            'http.request.method': 'POST',
            'url.template': '/2010-04-01/Accounts/{sid}/Messages.json',
            'server.address': new URL(options.apiUrl ?? 'https://api.twilio.com').hostname,
            'canvass.delivery.id': message.deliveryId,
          },
        },
        async (span) => {
          const outcome = await call(message);
          if (outcome.kind === 'accepted') span.setAttribute('twilio.message.sid', outcome.providerMessageId);
          else markFailed(span, String(outcome.facts.code ?? outcome.kind));
          return outcome;
        },
      ),
  };
}
