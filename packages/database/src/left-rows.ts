import type { WorkspaceId } from '@canvass/domain';
import type { Pool } from './connection.ts';
import type { FedTable } from './relay-feed.ts';

/** Where the relay is told, by its name, in which table to look for rows without a job. */
export const relayChannel = 'canvass_relay';

const active: Readonly<Record<FedTable, { open: string; kind: string | null }>> = {
  messages: { open: `status = 'pending'`, kind: null },
  task_runs: { open: `status in ('queued', 'running', 'waiting')`, kind: 'type' },
  deliveries: { open: `status = 'queued'`, kind: 'channel' },
  webhook_calls: { open: `status = 'pending'`, kind: null },
  operations: { open: `status in ('queued', 'running', 'stopping')`, kind: null },
};

const wakeEveryMs = 100;
/** A job that is worked sooner than this after it was made has not waited behind a backlog. */
const inTimeMs = 300;

/** Rows for which no job is made by whoever wrote them: the relay makes it, in fair turns. */
export class LeftRows {
  readonly #pool: Pool;
  readonly #onError: (error: unknown) => void;
  readonly #wokenAt = new Map<FedTable, number>();

  constructor(pool: Pool, onError: (error: unknown) => void) {
    this.#pool = pool;
    this.#onError = onError;
  }

  /** Takes back that a job was made for these rows. */
  async leave(table: FedTable, workspaceId: WorkspaceId, ids: readonly string[]): Promise<void> {
    await this.#pool.query(
      `update ${table} set enqueued_at = null
        where workspace_id = $1 and id = any($2::uuid[]) and enqueued_at is not null and ${active[table].open}`,
      [workspaceId, ids],
    );
    this.wake(table);
  }

  /** Has the relay look now, not at its next round. A call that gets lost only costs that wait. */
  wake(table: FedTable): void {
    const now = performance.now();
    if (now - (this.#wokenAt.get(table) ?? Number.NEGATIVE_INFINITY) < wakeEveryMs) return;
    this.#wokenAt.set(table, now);
    this.#pool.query('select pg_notify($1, $2)', [relayChannel, table]).catch(this.#onError);
  }

  /**
   * Whether the workspace has not caught up: rows of these kinds are due and wait for the relay, or have had a job for so
   * long that it waits behind others in the relay's lane.
   */
  async waits(table: FedTable, workspaceId: WorkspaceId, kinds: readonly string[]): Promise<boolean> {
    const { open, kind } = active[table];
    const ofKind = kind === null ? 'cardinality($2::text[]) = 0' : `${kind} = any($2::text[])`;
    const { rows } = await this.#pool.query<{ waits: boolean }>(
      `select exists (select from ${table} where workspace_id = $1 and ${open} and enqueued_at is null
                         and due_at <= now() and ${ofKind})
           or exists (select from ${table} where workspace_id = $1 and ${open}
                         and enqueued_at < now() - $3 * interval '1 ms' and due_at <= now() and ${ofKind}) as waits`,
      [workspaceId, kinds, inTimeMs],
    );
    return rows[0]?.waits ?? false;
  }
}
