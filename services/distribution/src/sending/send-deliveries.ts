import {
  type ActivityAnnouncer,
  type FencedDelivery,
  fenceDeliveries,
  findMessageSources,
  inWorkspace,
  type MessageSource,
  type Pool,
} from '@canvass/database';
import { type Channel, type DeliveryId, PermanentError, type Task, type WorkspaceId } from '@canvass/domain';
import { type JobRun, type Producer, sendEmails, sendTexts } from '@canvass/jobs';
import { currentTraceparent, inSpan, type Logger, markFailed, traceIdOf } from '@canvass/platform';
import type { SendOutcome } from '@canvass/providers';
import { loadRevisions, offerDueWork } from '@canvass/runs';
import { Counter } from 'prom-client';
import type { Attempt, AttemptResult } from './outcomes.ts';
import { recordAttempts } from './record-attempts.ts';

/** How many deliveries are fenced and sent at a time in one job: what a crash can leave unknown, at most. */
const groupSize = 10;
/** Connections to the provider that a process needs: jobs at a time (see the job catalogue) times the group. */
export const sendConcurrency = { email: 80, sms: 40 } as const;

const jobOf = { email: sendEmails, sms: sendTexts } as const;

const attempted = new Counter({
  name: 'canvass_deliveries_total',
  help: 'Attempts to send a delivery, by what became of them',
  labelNames: ['channel', 'status'],
});

export interface SendingDoors {
  pool: Pool;
  producer: Producer;
  announcer: ActivityAnnouncer;
  /** Base of the links in messages. */
  surveyUrl: string;
  /** Aborted when the process stops: the group in hand is finished, the rest handed on. */
  draining: AbortSignal;
  /** Aborted when the grace period of a stopping process is nearly over: what is not recorded by now is lost. */
  lastCall: AbortSignal;
}

/** Writes a delivery's message and hands it to the provider. PermanentError = it could not be written. */
export type Deliver = (
  delivery: FencedDelivery,
  source: MessageSource,
  step: Task,
  timeZone: string,
) => Promise<SendOutcome>;

/** Sends these deliveries, as far as they are still to be sent, in small fenced groups. */
export async function sendDeliveries(
  doors: SendingDoors,
  workspaceId: WorkspaceId,
  channel: Channel,
  ids: readonly DeliveryId[],
  deliver: Deliver,
  run: JobRun,
): Promise<void> {
  const counts: Record<string, number> = {};
  for (let start = 0; start < ids.length; start += groupSize) {
    if (doors.draining.aborted) {
      // Another worker goes on with the rest.
      await doors.producer.offer(jobOf[channel], [{ workspaceId, deliveryIds: ids.slice(start) }]);
      break;
    }
    const group = ids.slice(start, start + groupSize);
    const attempts = await attemptGroup(doors.pool, workspaceId, channel, group, deliver, run.log);
    if (attempts.length === 0) continue;
    const { records, due } = await recordAttempts(doors.pool, workspaceId, channel, attempts, doors.lastCall);
    for (const { kind } of records) {
      counts[kind] = (counts[kind] ?? 0) + 1;
      attempted.inc({ channel, status: kind });
    }
    await offerDueWork(doors.producer, workspaceId, due);
    doors.announcer.changed(workspaceId, 'runs', 'deliveries');
  }
  run.note({ asked: ids.length, ...counts });
}

async function attemptGroup(
  pool: Pool,
  workspaceId: WorkspaceId,
  channel: Channel,
  ids: readonly DeliveryId[],
  deliver: Deliver,
  log: Logger,
): Promise<Attempt[]> {
  const { fenced, sources, revisions } = await inWorkspace(pool, workspaceId, async (db) => {
    const fenced = await fenceDeliveries(db, workspaceId, channel, ids);
    const fencedIds = fenced.map((delivery) => delivery.id);
    const sources = await findMessageSources(db, workspaceId, fencedIds);
    const revisionIds = [...sources.values()].map((source) => source.revisionId);
    return { fenced, sources, revisions: await loadRevisions(db, workspaceId, revisionIds) };
  });
  return Promise.all(
    fenced.map(async (delivery) => {
      const source = sources.get(delivery.id) ?? null;
      const revision = source === null ? undefined : revisions.get(source.revisionId);
      const step = revision?.tasks.get(source?.stepId ?? '');
      const startedAt = performance.now();
      const result = await inSpan(spanOf(delivery), async (span) => {
        const answer = await attempt(delivery, source, step, revision?.definition.timeZone ?? 'UTC', deliver, log);
        if (answer.kind !== 'accepted') markFailed(span, answer.failure.code);
        return answer;
      });
      log.info(
        {
          workspaceId,
          deliveryId: delivery.id,
          runId: delivery.runId,
          attemptId: delivery.attemptId,
          attempt: delivery.attempt,
          channel,
          outcome: result.kind,
          code: 'failure' in result ? result.failure.code : null,
          durationMs: Math.round(performance.now() - startedAt),
        },
        'delivery.attempted',
      );
      return { delivery, source, result };
    }),
  );
}

async function attempt(
  delivery: FencedDelivery,
  source: MessageSource | null,
  step: Task | undefined,
  timeZone: string,
  deliver: Deliver,
  log: Logger,
): Promise<AttemptResult> {
  if (source === null || step === undefined) return notWritten('task-crashed', 'the invitation or its step is gone');
  if (source.optedOut) return { kind: 'opted-out', failure: { code: 'contact-opted-out', detail: null } };
  try {
    return await deliver(delivery, source, step, timeZone);
  } catch (error) {
    if (error instanceof PermanentError) return notWritten(error.code, error.detail);
    // Nobody foresaw this, so nobody knows how far it went: never sent again blindly.
    log.error({ deliveryId: delivery.id, err: error }, 'delivery.crashed');
    return { kind: 'unclear', failure: { code: 'delivery-unknown', detail: null }, facts: {} };
  }
}

function notWritten(code: PermanentError['code'], detail: string | null): AttemptResult {
  return { kind: 'not-written', failure: { code, detail } };
}

/** The attempt belongs to the notification's trace, also when the job (of the relay, or of many runs) has another. */
function spanOf(delivery: FencedDelivery) {
  const current = currentTraceparent();
  const attributes = { 'canvass.delivery.id': delivery.id, 'canvass.delivery.attempt': delivery.attempt };
  const name = 'attempt delivery';
  if (current !== '' && traceIdOf(current) === traceIdOf(delivery.traceparent)) return { name, attributes };
  return { name, attributes, parent: delivery.traceparent, links: current === '' ? [] : [current] };
}
