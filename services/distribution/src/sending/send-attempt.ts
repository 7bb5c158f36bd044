import type { FencedDelivery, MessageSource } from '@canvass/database';
import { PermanentError, type Task } from '@canvass/domain';
import { currentTraceparent, inSpan, type Logger, markFailed, traceIdOf } from '@canvass/platform';
import type { SendOutcome } from '@canvass/providers';
import type { AttemptResult } from './outcomes.ts';

/** As much of a message source as sending and recording need. */
export type SentFrom = Pick<MessageSource, 'invitationId' | 'token' | 'language' | 'snapshot' | 'outputs' | 'optedOut'>;

/** Writes a delivery's message and hands it to the provider. PermanentError = it could not be written. */
export type Deliver = (
  delivery: FencedDelivery,
  source: SentFrom,
  step: Task,
  timeZone: string,
) => Promise<SendOutcome>;

/** A fenced delivery with what its message is written from; null or undefined = gone meanwhile. */
export interface Fenced {
  delivery: FencedDelivery;
  source: SentFrom | null;
  step: Task | undefined;
  timeZone: string;
}

/** One attempt, as a span of the notification's trace. What went as it should is told by span and ledger alone. */
export async function sendAttempt(fenced: Fenced, deliver: Deliver, log: Logger): Promise<AttemptResult> {
  const { delivery } = fenced;
  const startedAt = performance.now();
  const result = await inSpan(spanOf(delivery), async (span) => {
    const answer = await attempt(fenced, deliver, log);
    if (answer.kind !== 'accepted') markFailed(span, answer.failure.code);
    return answer;
  });
  const level = result.kind === 'accepted' ? 'debug' : 'info';
  if (log.isLevelEnabled(level)) {
    log[level](
      {
        deliveryId: delivery.id,
        runId: delivery.runId,
        attemptId: delivery.attemptId,
        attempt: delivery.attempt,
        channel: delivery.channel,
        outcome: result.kind,
        code: 'failure' in result ? result.failure.code : null,
        durationMs: Math.round(performance.now() - startedAt),
      },
      'delivery.attempted',
    );
  }
  return result;
}

async function attempt({ delivery, source, step, timeZone }: Fenced, deliver: Deliver, log: Logger) {
  if (source === null || step === undefined) return notWritten('task-crashed', 'the invitation or its step is gone');
  if (source.optedOut) return { kind: 'opted-out', failure: { code: 'contact-opted-out', detail: null } } as const;
  try {
    return await deliver(delivery, source, step, timeZone);
  } catch (error) {
    if (error instanceof PermanentError) return notWritten(error.code, error.detail);
    // Nobody foresaw this, so nobody knows how far it went: never sent again blindly.
    log.error({ deliveryId: delivery.id, err: error }, 'delivery.crashed');
    return { kind: 'unclear', failure: { code: 'delivery-unknown', detail: null }, facts: {} } as const;
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
