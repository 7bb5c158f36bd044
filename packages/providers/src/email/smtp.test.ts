import { SMTPServer, type SMTPServerDataStream, type SMTPServerSession } from 'smtp-server';
import { describe } from 'vitest';
import { type EmailWorld, emailSenderConformance } from './email-sender.conformance.ts';
import { createSmtpSender } from './smtp.ts';

type Mood = 'take' | 'refuse' | 'throttle' | 'break';

async function startSmtp(): Promise<EmailWorld> {
  const received: { to: string[]; raw: string }[] = [];
  let mood: Mood = 'take';
  const reply = (code: number, words: string) => Object.assign(new Error(words), { responseCode: code });
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo(_address, _session, callback) {
      const now = mood;
      if (now === 'take' || now === 'break') return callback();
      mood = 'take';
      callback(now === 'refuse' ? reply(550, 'That mailbox is not here') : reply(450, 'Too many messages'));
    },
    onData(stream: SMTPServerDataStream, session: SMTPServerSession, callback) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        received.push({
          to: session.envelope.rcptTo.map((each) => each.address),
          raw: Buffer.concat(chunks).toString(),
        });
        if (mood === 'take') callback();
        else for (const connection of server.connections) connection._socket.destroy();
      });
    },
  });
  server.on('error', () => {}); // broken connections are what some tests are about
  const port = await new Promise<number>((resolve) => {
    const listening = server.listen(0, '127.0.0.1', () => {
      const address = listening.address();
      resolve(typeof address === 'object' && address !== null ? address.port : 0);
    });
  });
  const sender = createSmtpSender({ url: `smtp://127.0.0.1:${port}`, maxConnections: 2, timeoutMs: 3_000 });
  let closed = false;
  const stop = () => {
    closed = true;
    return new Promise<void>((resolve) => server.close(() => resolve()));
  };
  return {
    sender,
    received: () => received,
    refuseRecipient: () => {
      mood = 'refuse';
    },
    throttle: () => {
      mood = 'throttle';
    },
    breakAfterTaking: () => {
      mood = 'break';
    },
    stopListening: stop,
    async [Symbol.asyncDispose]() {
      await sender[Symbol.asyncDispose]();
      if (!closed) await stop();
    },
  };
}

describe('SMTP', () => {
  emailSenderConformance(startSmtp);
});
