import type { Mood } from '@canvass/test-support';
import { z } from 'zod';

const Page = z.object({
  total: z.number(),
  accepted: z.array(
    z.object({
      messageId: z.string(),
      deliveryId: z.string().nullable(),
      attemptId: z.string().nullable(),
      to: z.string(),
      at: z.number(),
    }),
  ),
});
export type OutboxMessage = z.output<typeof Page>['accepted'][number];

/** The stand-in of a provider, which runs as a process of its own and outlives every fault. */
export class Provider {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  async setMood(mood: Mood): Promise<void> {
    const answer = await fetch(`${this.#url}/_/mood`, { method: 'POST', body: JSON.stringify(mood) });
    if (!answer.ok) throw new Error(`the provider's stand-in refused a mood: ${answer.status}`);
  }

  /** Everything that it has taken. */
  async outbox(): Promise<OutboxMessage[]> {
    const messages: OutboxMessage[] = [];
    for (;;) {
      const answer = await fetch(`${this.#url}/_/accepted?after=${messages.length}`);
      const { total, accepted } = Page.parse(await answer.json());
      messages.push(...accepted);
      if (messages.length >= total || accepted.length === 0) return messages;
    }
  }
}
