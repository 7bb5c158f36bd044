import { setTimeout as pause } from 'node:timers/promises';
import { messageTemplate } from './message-template.ts';
import { sendMessages } from './send-messages.ts';

let peopleSent = 70_000_000;

/** Sends notifications at a pace, a message each, whatever becomes of the earlier ones. */
export async function sendAtPace(options: {
  urls: readonly string[];
  perSecond: number;
  count: number;
}): Promise<void> {
  const { urls, perSecond, count } = options;
  const nextMessage = messageTemplate(1, { people: count, firstPerson: peopleSent });
  peopleSent += count;
  const startedAt = performance.now();
  const sent: Promise<unknown>[] = [];
  for (let index = 0; index < count; index += 1) {
    await pause(Math.max(0, startedAt + (index * 1000) / perSecond - performance.now()));
    let body: string | null = nextMessage();
    const once = () => {
      const only = body;
      body = null;
      return only;
    };
    sent.push(sendMessages({ urls, connections: 1, nextMessage: once }));
  }
  await Promise.all(sent);
}
