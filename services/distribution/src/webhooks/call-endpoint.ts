import {
  type CallableEndpoint,
  claimCalls,
  inWorkspace,
  leaveCalls,
  type Pool,
  recordWebhookAttempts,
  takeTrial,
  type WebhookAttemptRecord,
} from '@canvass/database';
import {
  circuitPauseMs,
  failuresToOpen,
  nextAttemptAt,
  type WebhookCallId,
  type WorkspaceId,
  webhookRetryPolicy,
} from '@canvass/domain';
import type { Logger } from '@canvass/platform';
import type { CallOutcome, WebhookCaller } from '@canvass/providers';
import { Counter } from 'prom-client';
import { type WrittenCall, writeBodies } from './write-bodies.ts';

const attempts = new Counter({
  name: 'canvass_webhook_attempts_total',
  help: 'Calls of webhooks tried, by how they went',
  labelNames: ['outcome'],
});

export interface WebhookDoors {
  readonly pool: Pool;
  readonly caller: WebhookCaller;
  /** Longer than a call can take: what was not recorded by then is tried again. */
  readonly leaseMs: number;
  /** The process ends: what is in hand is finished, no more is begun. */
  readonly draining: AbortSignal;
}

/** Calls of one endpoint under way at a time, of one job. */
const atOnce = 10;

/**
 * Makes these calls of one endpoint, some at a time, until it should be left alone: what was not tried is given back. An
 * endpoint whose circuit is open gets a single call, to try it out. Answers how many were delivered and how many failed.
 */
export async function callEndpoint(
  doors: WebhookDoors,
  workspaceId: WorkspaceId,
  endpoint: CallableEndpoint,
  callIds: readonly WebhookCallId[],
  log: Logger,
): Promise<{ delivered: number; failed: number }> {
  const { pool, leaseMs, draining } = doors;
  const trial = endpoint.failures >= failuresToOpen;
  const done = { delivered: 0, failed: 0 };
  const waiting = [...callIds];
  let callable =
    !trial || (await inWorkspace(pool, workspaceId, (db) => takeTrial(db, workspaceId, endpoint.id, leaseMs)));
  while (callable && waiting.length > 0 && !draining.aborted) {
    const ids = waiting.splice(0, trial && done.delivered === 0 ? 1 : atOnce);
    const calls = await inWorkspace(pool, workspaceId, async (db) =>
      writeBodies(db, workspaceId, await claimCalls(db, workspaceId, ids, leaseMs)),
    );
    if (calls.length === 0) continue; // another worker's, or ended
    const tried = await Promise.all(calls.map((call) => attempt(doors.caller, endpoint, call, log)));
    const outcomes = tried.map(({ outcome }) => outcome);
    const verdict = {
      gone: outcomes.some(({ statusCode }) => statusCode === 410),
      pauseMs: circuitPauseMs(endpoint.timesOpened + 1, Math.random()),
      retryAfterMs: longest(outcomes),
    };
    callable = await inWorkspace(pool, workspaceId, (db) =>
      recordWebhookAttempts(
        db,
        workspaceId,
        endpoint.id,
        tried.map(({ record }) => record),
        verdict,
      ),
    );
    const failed = outcomes.filter(({ failure }) => failure !== null).length;
    done.failed += failed;
    done.delivered += outcomes.length - failed;
  }
  await inWorkspace(pool, workspaceId, (db) => leaveCalls(db, workspaceId, waiting));
  return done;
}

async function attempt(caller: WebhookCaller, endpoint: CallableEndpoint, call: WrittenCall, log: Logger) {
  const at = new Date();
  const startedAt = performance.now();
  const { url, secrets } = endpoint;
  const outcome = await caller.call({ url, secrets, id: call.eventId, body: call.body });
  const durationMs = Math.round(performance.now() - startedAt);
  const record: WebhookAttemptRecord = {
    ...{ callId: call.id, at, durationMs },
    ...{ statusCode: outcome.statusCode, answer: outcome.answer, failure: outcome.failure },
    nextAttemptAt: outcome.failure === null ? null : nextOf(call, outcome),
  };
  attempts.inc({ outcome: outcome.failure?.code ?? 'delivered' });
  log.info(
    {
      ...{ callId: call.id, endpointId: endpoint.id, type: call.type, attempt: call.attempts + 1, durationMs },
      ...{ statusCode: outcome.statusCode, failure: outcome.failure?.code ?? null, next: record.nextAttemptAt },
    },
    'webhook.attempted',
  );
  return { outcome, record };
}

function nextOf(call: WrittenCall, { statusCode, retryAfterMs }: CallOutcome): Date | null {
  const now = new Date();
  // The endpoint is disabled by this answer: the call waits for its being enabled.
  if (statusCode === 410) return now;
  const firstFailedAt = call.firstFailedAt ?? now;
  return nextAttemptAt(webhookRetryPolicy, {
    ...{ attempt: call.attempts + 1, firstFailedAt, now, random: Math.random(), retryAfterMs },
  });
}

function longest(outcomes: readonly CallOutcome[]): number | null {
  const asked = outcomes.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  return asked.length === 0 ? null : Math.max(...asked);
}
