import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import type { EmailSender, OutgoingEmail } from './email-sender.ts';

/** A sender with a real server behind it. */
export interface EmailWorld extends AsyncDisposable {
  sender: EmailSender;
  /** The messages that the server took, as they came over the wire. */
  received(): { to: string[]; raw: string }[];
  /** The server's next answer refuses the recipient. */
  refuseRecipient(): void;
  /** The server's next answer asks to come again later. */
  throttle(): void;
  /** The server takes the next message, and the connection breaks before it says so. */
  breakAfterTaking(): void;
  /** Nobody listens any more. */
  stopListening(): Promise<void>;
}

export function anEmail(changes: Partial<OutgoingEmail> = {}): OutgoingEmail {
  return {
    deliveryId: randomUUID(),
    attemptId: randomUUID(),
    from: { email: 'feedback@example.com', name: 'Žltý kôň, s.r.o.' },
    replyTo: 'help@example.com',
    to: 'person@example.net',
    subject: 'Ako sme vám pomohli? 🙂',
    html: '<p>Tell us: <a href="https://example.com/s/abc">survey</a></p>',
    text: 'Tell us: https://example.com/s/abc',
    unsubscribeUrl: `https://example.com/o/${'x'.repeat(120)}`,
    ...changes,
  };
}

/** What every e-mail sender does, whatever it talks to. */
export function emailSenderConformance(start: () => Promise<EmailWorld>): void {
  test('an accepted message has an id of the provider and arrives once, at the recipient alone', async () => {
    await using world = await start();
    const outcome = await world.sender.send(anEmail({ to: 'somebody@example.net' }));
    expect(outcome).toMatchObject({ kind: 'accepted', providerMessageId: expect.stringMatching(/.{8,}/) });
    expect(world.received().map((message) => message.to)).toEqual([['somebody@example.net']]);
  });

  test('what arrives has a plain-text part before the HTML, and unsubscribes by one click', async () => {
    await using world = await start();
    const email = anEmail();
    await world.sender.send(email);
    const raw = world.received()[0]?.raw ?? '';
    const unfolded = raw.replace(/\r\n[ \t]+/g, ' ');
    expect(unfolded).toMatch(/^Content-Type: multipart\/alternative/m);
    expect(raw.indexOf('text/plain')).toBeGreaterThan(0);
    expect(raw.indexOf('text/plain')).toBeLessThan(raw.indexOf('text/html'));
    expect(unfolded).toContain(`List-Unsubscribe: <${email.unsubscribeUrl}>`);
    expect(unfolded).toContain('List-Unsubscribe-Post: List-Unsubscribe=One-Click');
    expect(unfolded).toMatch(/^Reply-To: help@example.com/m);
    expect(unfolded).toContain(email.attemptId);
  });

  test('a message that cannot be composed is not handed over, and leaves no doubt about that', async () => {
    await using world = await start();
    const broken = {
      ...anEmail(),
      get html(): string {
        throw new Error('no such template');
      },
    };
    await expect(world.sender.send(broken)).rejects.toMatchObject({
      code: 'task-crashed',
      detail: expect.stringContaining('no such template'),
    });
    expect(world.received()).toEqual([]);
    expect(await world.sender.send(anEmail())).toMatchObject({ kind: 'accepted' });
  });

  test('a subject cannot smuggle a header or another recipient in', async () => {
    await using world = await start();
    await world.sender.send(anEmail({ subject: 'Hello\r\nBcc: other@example.net\r\nX-Evil: yes' }));
    expect(world.received()[0]?.raw).not.toMatch(/^(Bcc|X-Evil):/m);
    expect(world.received()[0]?.to).toEqual(['person@example.net']);
  });

  test('a refused recipient is refused for good, with the provider’s own words', async () => {
    await using world = await start();
    world.refuseRecipient();
    const outcome = await world.sender.send(anEmail());
    expect(outcome).toMatchObject({ kind: 'refused', failure: { detail: expect.stringContaining('not here') } });
  });

  test('a throttled message was not accepted and may be sent again', async () => {
    await using world = await start();
    world.throttle();
    const email = anEmail();
    expect(await world.sender.send(email)).toMatchObject({
      kind: 'not-accepted',
      failure: { code: 'provider-throttled' },
    });
    expect(world.received()).toEqual([]);
    expect(await world.sender.send(email)).toMatchObject({ kind: 'accepted' });
  });

  test('a connection that breaks after the message was handed over leaves it unclear, and it is not sent again', async () => {
    await using world = await start();
    world.breakAfterTaking();
    expect(await world.sender.send(anEmail())).toMatchObject({
      kind: 'unclear',
      failure: { code: 'delivery-unknown' },
    });
    expect(world.received()).toHaveLength(1);
  });

  test('a provider that cannot be reached has not accepted', async () => {
    await using world = await start();
    await world.stopListening();
    expect(await world.sender.send(anEmail())).toMatchObject({
      kind: 'not-accepted',
      failure: { code: 'provider-unavailable' },
    });
  });
}
