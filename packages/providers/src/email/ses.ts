import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { GetSendQuotaCommand, SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses';
import { inSpan, markFailed, SpanKind } from '@canvass/platform';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { SendOutcome } from '../send-outcome.ts';
import { type ComposedEmail, composeEmail } from './compose.ts';
import type { EmailSender, OutgoingEmail, SendQuota } from './email-sender.ts';
import { classifySesFailure } from './ses-failures.ts';

export interface SesOptions {
  region: string;
  /** Another address than AWS's own; credentials come from the usual AWS variables. */
  endpoint: string | null;
  /** Its event destination is what reports deliveries, bounces and complaints. */
  configurationSet: string | null;
  maxConnections: number;
  timeoutMs: number;
}

/** Amazon SES, by SendRawEmail. The SDK's own retries are off: only the fence decides whether a message is tried again. */
export function createSesSender(options: SesOptions): EmailSender {
  // Idle connections close before AWS closes them, so that a request rarely meets a dead one (its fate would be unclear).
  const agent = { keepAlive: true, maxSockets: options.maxConnections, timeout: 4_000 };
  const client = new SESClient({
    region: options.region,
    ...(options.endpoint === null ? {} : { endpoint: options.endpoint }),
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler({
      httpAgent: new HttpAgent(agent),
      httpsAgent: new HttpsAgent(agent),
      connectionTimeout: 5_000,
      requestTimeout: options.timeoutMs,
      throwOnRequestTimeout: true,
    }),
  });

  async function call(message: OutgoingEmail, { raw }: ComposedEmail): Promise<SendOutcome> {
    try {
      const answer = await client.send(
        new SendRawEmailCommand({
          Source: message.from.email,
          Destinations: [message.to],
          RawMessage: { Data: raw },
          Tags: [
            { Name: 'delivery', Value: message.deliveryId },
            { Name: 'attempt', Value: message.attemptId },
          ],
          ...(options.configurationSet === null ? {} : { ConfigurationSetName: options.configurationSet }),
        }),
        // The handler's own limit ends with the head of the answer: a body that hangs would hold its sender for ever.
        { abortSignal: AbortSignal.timeout(options.timeoutMs) },
      );
      if (answer.MessageId) {
        return { kind: 'accepted', providerMessageId: answer.MessageId, facts: { provider: 'ses', bytes: raw.length } };
      }
      const detail = 'SES answered without a message id';
      return { kind: 'unclear', failure: { code: 'delivery-unknown', detail }, facts: { provider: 'ses' } };
    } catch (error) {
      return classifySesFailure(error, message);
    }
  }

  /** https://docs.aws.amazon.com/ses/latest/APIReference/API_GetSendQuota.html: -1 = no limit. */
  async function readQuota(): Promise<SendQuota> {
    const { MaxSendRate, Max24HourSend, SentLast24Hours = 0 } = await client.send(new GetSendQuotaCommand({}));
    const limited = Max24HourSend !== undefined && Max24HourSend >= 0;
    return {
      maxSendRate: MaxSendRate !== undefined && MaxSendRate > 0 ? MaxSendRate : null,
      left: limited ? Math.max(0, Max24HourSend - SentLast24Hours) : null,
    };
  }

  const request = {
    name: 'SES/SendRawEmail',
    kind: SpanKind.CLIENT,
    attributes: { 'rpc.system.name': 'aws-api', 'rpc.method': 'SES/SendRawEmail', 'cloud.region': options.region },
  };
  return {
    send: async (message) => {
      const composed = await composeEmail(message);
      return inSpan(
        { ...request, attributes: { ...request.attributes, 'canvass.delivery.id': message.deliveryId } },
        async (span) => {
          const outcome = await call(message, composed);
          if (outcome.kind === 'accepted') span.setAttribute('aws.ses.message_id', outcome.providerMessageId);
          else markFailed(span, String(outcome.facts.code ?? outcome.kind));
          return outcome;
        },
      );
    },
    readQuota,
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}
