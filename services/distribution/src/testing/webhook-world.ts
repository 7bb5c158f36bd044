import {
  ActivityAnnouncer,
  createWebhookEndpoint,
  findDueWebhookCalls,
  findWebhookEndpoint,
  inWorkspace,
  markEnqueued,
  type Pool,
  type WebhookEndpoint,
} from '@canvass/database';
import { AllowedNetworks, type WebhookEndpointId, type WebhookEventType, type WorkspaceId } from '@canvass/domain';
import { callWebhooks, handle, Producer, startWorkers, type Workers } from '@canvass/jobs';
import { createLogger } from '@canvass/platform';
import { createWebhookCaller } from '@canvass/providers';
import { aWorkspace, createTestDatabase, type QueueBackend, testQueueConfig } from '@canvass/test-support';
import { callWebhooksHandler } from '../jobs/call-webhooks.ts';

const log = createLogger('test', 'silent');

export interface CallRow {
  id: string;
  event_id: string;
  type: string;
  status: string;
  attempts: number;
  body: string | null;
  due_in_ms: number;
}

/** A database, queues and a worker that calls webhooks; the test is the relay. */
export interface WebhookWorld extends AsyncDisposable {
  pool: Pool;
  workspaceId: WorkspaceId;
  endpoint(url: string, eventTypes: WebhookEventType[]): Promise<WebhookEndpoint & { secret: string }>;
  endpointNow(id: WebhookEndpointId): Promise<WebhookEndpoint | null>;
  startWorker(): Workers;
  /** Makes jobs for what is due; answers for how many calls. */
  feed(): Promise<number>;
  /** Has what waits for a retry, and what is left alone, be due now. */
  forward(): Promise<void>;
  calls(): Promise<CallRow[]>;
}

export async function startWebhookWorld(backend: QueueBackend): Promise<WebhookWorld> {
  const stack = new AsyncDisposableStack();
  const { pool, url } = stack.use(await createTestDatabase());
  const workspaceId = await aWorkspace(pool);
  const queue = testQueueConfig(backend, url);
  const announcer = stack.use(new ActivityAnnouncer(pool, () => {}));
  const producer = stack.use(new Producer(queue, log));
  const allowed = AllowedNetworks.parse('127.0.0.0/8');
  const caller = stack.use(createWebhookCaller({ allowed, timeoutMs: 2_000, maxConnections: 20 }));
  const draining = new AbortController().signal;
  return {
    pool,
    workspaceId,
    endpoint: async (to, eventTypes) => {
      const settings = { url: to, description: '', eventTypes };
      const made = await inWorkspace(pool, workspaceId, (db) => createWebhookEndpoint(db, workspaceId, settings));
      if (made === null) throw new Error('too many endpoints');
      return made;
    },
    endpointNow: (id) => inWorkspace(pool, workspaceId, (db) => findWebhookEndpoint(db, workspaceId, id)),
    startWorker: () =>
      startWorkers(queue, log, [
        handle(callWebhooks, callWebhooksHandler({ pool, announcer, caller, draining, leaseMs: 32_000 })),
      ]),
    feed: async () => {
      const due = await findDueWebhookCalls(pool, { rows: 1_000, overdueAfterMs: 600_000 });
      const byWorkspace = Map.groupBy(due, (row) => row.workspaceId);
      for (const [id, rows] of byWorkspace) {
        const callIds = rows.map((row) => row.id);
        await markEnqueued(pool, 'webhook_calls', callIds);
        await producer.enqueue(callWebhooks, [{ workspaceId: id, callIds }]);
      }
      return due.length;
    },
    forward: async () => {
      await pool.query(`update webhook_calls set due_at = now() where status = 'pending'`);
      await pool.query(`update webhook_endpoints set open_until = '-infinity'`);
    },
    calls: async () => {
      const { rows } = await pool.query<CallRow>(
        `select id, event_id, type, status, attempts, body, (extract(epoch from due_at - now()) * 1000)::float8 as due_in_ms
           from webhook_calls order by id`,
      );
      return rows;
    },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}
