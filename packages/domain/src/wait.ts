import { parsePeriod, shifted, timeOnDayOf } from './calendar.ts';
import { type ConditionInput, evaluateCondition } from './evaluate-condition.ts';
import { PermanentError, type TaskFailure } from './failures.ts';
import { renderPipedText } from './piped-text.ts';
import type { Span, WaitStep, WorkflowDefinition } from './workflow-definition.ts';

/** Longest that a run waits at one step. */
export const maxWaitDays = 365;
const dayMs = 24 * 3_600_000;

/** Why a wait is over. */
export const waitOutcomes = ['time-over', 'answered', 'no-invitation', 'continued'] as const;
export type WaitOutcome = (typeof waitOutcomes)[number];

/** Output of a wait step. */
export interface WaitOutput {
  readonly outcome: WaitOutcome;
  /** False: conditions were no longer met, and the run ended here. */
  readonly wentOn: boolean;
  readonly because: string;
}

/** When a wait is over by itself; one that can't be begun fails. */
export type WaitSchedule =
  | { readonly kind: 'until'; readonly at: Date }
  | { readonly kind: 'failed'; readonly failure: TaskFailure };

export interface WaitFacts {
  /** When the run came to the step. */
  readonly startedAt: Date;
  readonly event: ConditionInput['event'];
  readonly steps: ConditionInput['steps'];
  readonly timeZone: string;
}

/** When a wait that begins at `startedAt` is over: a date that has passed by then is over at once. Pure: the same facts, the same answer. */
export function scheduleWait(step: WaitStep, facts: WaitFacts): WaitSchedule {
  const { until } = step;
  switch (until.kind) {
    case 'duration':
      return bounded(afterSpan(until, facts), facts);
    case 'answered':
      return hasInvitation(until.step, facts.steps)
        ? bounded(afterSpan(until.atMost, facts), facts)
        : { kind: 'until', at: facts.startedAt };
    case 'date':
      return scheduleDate(until, facts);
  }
}

function scheduleDate(until: Extract<WaitStep['until'], { kind: 'date' }>, facts: WaitFacts): WaitSchedule {
  const { event, steps, timeZone } = facts;
  const text = rendered(until.date, { event, task: steps }, timeZone);
  if (typeof text !== 'string') return { kind: 'failed', failure: text };
  if (text.trim() === '') return { kind: 'failed', failure: { code: 'wait-date-missing', detail: null } };
  const period = parsePeriod(text, timeZone);
  if (period === null) return { kind: 'failed', failure: { code: 'wait-date-unreadable', detail: null } };
  const base = until.time === undefined ? period.start : timeOnDayOf(period.start, until.time, timeZone);
  if (until.offset === undefined) return bounded(base, facts);
  const { direction, amount, unit } = until.offset;
  return bounded(shifted(base, direction === 'before' ? -amount : amount, unit, timeZone), facts);
}

function rendered(
  template: string,
  scope: Parameters<typeof renderPipedText>[1],
  timeZone: string,
): string | TaskFailure {
  try {
    return renderPipedText(template, scope, { timeZone });
  } catch (error) {
    if (error instanceof PermanentError) return { code: error.code, detail: error.detail };
    throw error;
  }
}

function afterSpan({ amount, unit }: Span, { startedAt, timeZone }: WaitFacts): number {
  return shifted(startedAt.getTime(), amount, unit, timeZone);
}

function bounded(at: number, { startedAt }: WaitFacts): WaitSchedule {
  if (at - startedAt.getTime() <= (maxWaitDays + 1) * dayMs) return { kind: 'until', at: new Date(at) };
  return { kind: 'failed', failure: { code: 'wait-too-long', detail: null } };
}

/** Whether a survey task came to an invitation: one that failed or was skipped has none to be answered. */
export function hasInvitation(stepId: string, steps: ConditionInput['steps']): boolean {
  return Object.hasOwn(steps, stepId) && typeof steps[stepId]?.invitationId === 'string';
}

/** A notification of the same record that came after the one that started the run: the newest. */
export interface LaterNotification {
  readonly fields: Readonly<Record<string, string | null>>;
  readonly receivedAt: Date;
}

/**
 * What a wait that is over decides, from everything as it is then. First the workflow's own conditions, where the step says
 * so and a newer notification of the record came: against that one, as of its arrival (without one they hold as they did).
 * Then the step's own, as of `now`.
 */
export function endWait(
  { conditions }: Pick<WorkflowDefinition, 'conditions'>,
  step: WaitStep,
  outcome: WaitOutcome,
  facts: Omit<ConditionInput, 'latest'> & { later: LaterNotification | null },
): WaitOutput {
  const { later, ...input } = facts;
  if (step.recheck && later !== null) {
    const again = evaluateCondition(conditions, { ...input, event: later.fields, now: later.receivedAt });
    if (!again.met) return { outcome, wentOn: false, because: `the record changed: ${again.because}` };
  }
  const { met, because } = evaluateCondition(step.goOnIf, { ...input, latest: later?.fields ?? null });
  return { outcome, wentOn: met, because };
}
