import type { WorkspaceId } from '@canvass/domain';
import { z } from 'zod';
import { ChannelListener } from './channel-listener.ts';
import type { Pool } from './connection.ts';

/** What changed, coarsely: enough for a page to know that it should look again. */
export const activityTopics = [
  'runs',
  'contacts',
  'deliveries',
  'responses',
  'event-sources',
  'rejections',
  'webhooks',
  'operations',
] as const;
export type ActivityTopic = (typeof activityTopics)[number];

const channel = 'canvass_activity';
const Activity = z.object({ workspaceId: z.string(), topics: z.array(z.enum(activityTopics)) });
export type Activity = z.output<typeof Activity>;

/**
 * Tells the API's live listeners that rows changed. Changes are gathered and announced at most every `intervalMs`, outside
 * of any transaction, so that announcing costs the same whatever the load (NOTIFY serialises commits).
 */
export class ActivityAnnouncer implements AsyncDisposable {
  readonly #pool: Pool;
  readonly #intervalMs: number;
  readonly #onError: (error: unknown) => void;
  readonly #pending = new Map<WorkspaceId, Set<ActivityTopic>>();
  #timer: NodeJS.Timeout | null = null;

  constructor(pool: Pool, onError: (error: unknown) => void, intervalMs = 300) {
    this.#pool = pool;
    this.#onError = onError;
    this.#intervalMs = intervalMs;
  }

  changed(workspaceId: WorkspaceId, ...topics: ActivityTopic[]): void {
    const known = this.#pending.get(workspaceId) ?? new Set();
    for (const topic of topics) known.add(topic);
    this.#pending.set(workspaceId, known);
    this.#timer ??= setTimeout(() => void this.#announce(), this.#intervalMs);
  }

  async #announce(): Promise<void> {
    this.#timer = null;
    const payloads = [...this.#pending].map(([workspaceId, topics]) =>
      JSON.stringify({ workspaceId, topics: [...topics] }),
    );
    this.#pending.clear();
    if (payloads.length === 0) return;
    try {
      await this.#pool.query('select pg_notify($1, payload) from unnest($2::text[]) as payload', [channel, payloads]);
    } catch (error) {
      this.#onError(error); // a page misses a hint and sees the change at its next look
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#timer) clearTimeout(this.#timer);
    await this.#announce();
  }
}

/** Listens for announcements on a connection of its own until disposed; reconnects by itself. */
export async function listenForActivity(
  databaseUrl: string,
  onActivity: (activity: Activity) => void,
  onError: (error: unknown) => void,
): Promise<AsyncDisposable> {
  const listener = new ChannelListener({
    databaseUrl,
    channel,
    onPayload(payload) {
      const activity = Activity.safeParse(JSON.parse(payload));
      if (activity.success) onActivity(activity.data);
    },
    onListening() {}, // what was missed is seen at a page's next look
    onError,
  });
  await listener.firstAttempt;
  return listener;
}
