import { PermanentError } from '@canvass/domain';
import type { SendMailOptions } from 'nodemailer';
import MailComposer from 'nodemailer/lib/mail-composer';
import type { OutgoingEmail } from './email-sender.ts';

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
    const node = new MailComposer(toMailOptions(message)).compile();
    return { raw: await node.build(), envelope: node.getEnvelope(), messageId: node.messageId() };
  } catch (error) {
    const words = error instanceof Error ? error.message : String(error);
    throw new PermanentError('task-crashed', { detail: `The e-mail could not be composed: ${words}`.slice(0, 1000) });
  }
}

/** As nodemailer takes it: plain text beside HTML, and unsubscribing by one click (RFC 2369, RFC 8058). */
function toMailOptions(message: OutgoingEmail): SendMailOptions {
  return {
    from: { name: message.from.name ?? '', address: message.from.email },
    to: { name: '', address: message.to },
    ...(message.replyTo === null ? {} : { replyTo: message.replyTo }),
    subject: message.subject,
    text: message.text,
    html: message.html,
    messageId: `<${message.attemptId}@${message.from.email.slice(message.from.email.lastIndexOf('@') + 1)}>`,
    headers: {
      'List-Unsubscribe': { prepared: true, value: `<${message.unsubscribeUrl}>` },
      'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
    },
    // What a person wrote into a message must not make us read files or call addresses.
    disableFileAccess: true,
    disableUrlAccess: true,
  };
}
