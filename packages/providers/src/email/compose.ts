import { PermanentError } from '@canvass/domain';
import type { SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingEmail } from './email-sender.ts';
import { composeSimpleMime } from './simple-mime.ts';

export interface ComposedEmail {
  raw: Buffer;
  envelope: { from: string | false; to: string[] };
  messageId: string;
}

/**
 * The message as it goes over the wire. Throws PermanentError where it cannot be composed: it surely did not go out, and
 * another try would not mend it.
 */
export async function composeEmail(message: OutgoingEmail): Promise<ComposedEmail> {
  try {
    const messageId = messageIdOf(message);
    const simple = composeSimpleMime(message, messageId, new Date());
    if (simple !== null) return { raw: simple, envelope: { from: message.from.email, to: [message.to] }, messageId };
    const node = new MailComposer(toMailOptions(message)).compile();
    return { raw: await node.build(), envelope: node.getEnvelope(), messageId: node.messageId() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new PermanentError('task-crashed', { detail: `The e-mail could not be composed: ${words}`.slice(0, 1000) });
  }
}

function messageIdOf({ attemptId, from }: OutgoingEmail): string {
  return `<${attemptId}@${from.email.slice(from.email.lastIndexOf('@') + 1)}>`;
}

/** As nodemailer takes it: plain text beside HTML, and unsubscribing by one click (RFC 2369, RFC 8058). */
export function toMailOptions(message: OutgoingEmail): SendMailOptions {
  return {
    from: { name: message.from.name ?? '', address: message.from.email },
    to: { name: '', address: message.to },
    ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: messageIdOf(message),
    ...(message.unsubscribeUrl === null
      ? {}
      : {
          headers: {
            'List-Unsubscribe': { prepared: true, value: `<${message.unsubscribeUrl}>` },
            'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
          },
        }),
    // What a person wrote into a message must not make us read files or call addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
