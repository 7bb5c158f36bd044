import { inSpan, markFailed, SpanKind } from '@canvass/platform';
import { createTransport } from 'nodemailer';
import type { SendOutcome } from '../send-outcome.ts';
import { type ComposedEmail, composeEmail } from './compose.ts';
import type { EmailSender } from './email-sender.ts';
import { classifySmtpFailure } from './smtp-failures.ts';

export interface SmtpOptions {
  /** `smtp://user:password@host:587` or `smtps://…`. */
  url: string;
  maxConnections: number;
  timeoutMs: number;
}

/** Any SMTP server, over a pool of connections. Its own id of the message is the Message-ID that we give it. */
export function createSmtpSender(options: SmtpOptions): EmailSender {
  const transport = createTransport({
    url: options.url,
    pool: true,
    maxConnections: options.maxConnections,
    connectionTimeout: 5_000,
    greetingTimeout: 5_000,
    socketTimeout: options.timeoutMs,
  });

  async function call({ raw, envelope, messageId }: ComposedEmail): Promise<SendOutcome> {
    try {
      await transport.sendMail({ raw, envelope });
      return { kind: 'accepted', providerMessageId: messageId, facts: { provider: 'smtp' } };
    } catch (error) {
      return classifySmtpFailure(error);
    }
  }

  return {
    send: async (message) => {
      const composed = await composeEmail(message);
      return inSpan(
        {
          name: 'SMTP send',
          kind: SpanKind.CLIENT,
          attributes: { 'server.address': new URL(options.url).hostname, 'canvass.delivery.id': message.deliveryId },
        },
        async (span) => {
          const outcome = await call(composed);
          if (outcome.kind !== 'accepted') markFailed(span, String(outcome.facts.code ?? outcome.kind));
          return outcome;
        },
      );
    },
    async [Symbol.asyncDispose]() {
      transport.close();
    },
  };
}
