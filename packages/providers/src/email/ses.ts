import {
  GetIdentityVerificationAttributesCommand,
  GetSendQuotaCommand,
  SendRawEmailCommand,
} from '@aws-sdk/client-ses';
import { inSpan, markFailed, SpanKind } from '@canvass/platform';
import type { SendOutcome } from '../send-outcome.ts';
import { type ComposedEmail, composeEmail } from './compose.ts';
import type { EmailSender, OutgoingEmail, SendQuota } from './email-sender.ts';
import { createSesClient, type SesClientOptions } from './ses-client.ts';
import { classifySesFailure } from './ses-failures.ts';

export interface SesOptions extends SesClientOptions {
  /** Its event destination is what reports deliveries, bounces and complaints. */
  configurationSet: string | null;
}

/** Amazon SES, by SendRawEmail. */
export function createSesSender(options: SesOptions): EmailSender {
  const client = createSesClient(options);

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

  /**
   * https://docs.aws.amazon.com/ses/latest/APIReference/API_GetIdentityVerificationAttributes.html: a verified domain
   * covers every address of it and of its subdomains.
   */
  async function findUnverified(addresses: readonly string[]): Promise<Set<string>> {
    const identities = [...new Set(addresses.flatMap(identitiesOf))];
    const verified = new Set<string>();
    for (let from = 0; from < identities.length; from += identitiesPerCall) {
      const Identities = identities.slice(from, from + identitiesPerCall);
      const { VerificationAttributes = {} } = await client.send(
        new GetIdentityVerificationAttributesCommand({ Identities }),
      );
      for (const [identity, { VerificationStatus }] of Object.entries(VerificationAttributes)) {
        if (VerificationStatus === 'Success') verified.add(identity.toLowerCase());
      }
    }
    return new Set(addresses.filter((address) => !identitiesOf(address).some((each) => verified.has(each))));
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
    findUnverified,
    async [Symbol.asyncDispose]() {
      client.destroy();
    },
  };
}

const identitiesPerCall = 100;

/** The address, its domain, and the domains above that. */
function identitiesOf(address: string): string[] {
  const lower = address.toLowerCase();
  const labels = lower.slice(lower.lastIndexOf('@') + 1).split('.');
  return [lower, ...labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))];
}
