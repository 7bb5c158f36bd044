import { z } from 'zod';
import type { EmptyFacts, RunningCanvass } from './running-canvass.ts';

const Store = z.object({
  emails: z.array(
    z.object({
      subject: z.string(),
      destination: z.object({ to: z.array(z.string()) }),
      body: z.object({ html: z.string().optional(), text: z.string().optional() }),
    }),
  ),
});

const Texts = z.array(z.object({ sid: z.string(), to: z.string(), body: z.string(), status: z.string() }));

export interface ReceivedEmail {
  to: string;
  subject: string;
  html: string;
  text: string;
}

/** What the people's mailboxes got. */
export async function mailbox(canvass: RunningCanvass<EmptyFacts>): Promise<ReceivedEmail[]> {
  const response = await fetch(`${canvass.facts.mailboxUrl}/store`);
  const { emails } = Store.parse(await response.json());
  return emails.map((email) => ({
    to: (email.destination.to[0] ?? '').replace(/^.*<(.*)>$/, '$1'),
    subject: email.subject,
    html: email.body.html ?? '',
    text: email.body.text ?? '',
  }));
}

/** What the people's phones got. */
export async function smsOutbox(canvass: RunningCanvass<EmptyFacts>): Promise<z.output<typeof Texts>> {
  const response = await fetch(canvass.facts.smsOutboxUrl);
  return Texts.parse(await response.json());
}

/** The personal link in a message. */
export function surveyLinkOf(text: string): string {
  const link = /https?:\/\/\S+\/s\/[\w-]+/.exec(text)?.[0];
  if (link === undefined) throw new Error(`no survey link in: ${text}`);
  return link;
}
