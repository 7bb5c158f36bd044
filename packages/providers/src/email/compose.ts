import type { SendMailOptions } from 'nodemailer';
import type { OutgoingEmail } from './email-sender.ts';

/** The message as nodemailer takes it: plain text beside HTML, and unsubscribing by one click (RFC 2369, RFC 8058). */
export function toMailOptions(message: OutgoingEmail): SendMailOptions {
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
