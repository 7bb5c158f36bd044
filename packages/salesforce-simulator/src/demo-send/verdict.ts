import type { DeliveryStatus, RunStatus, TaskType } from '@canvass/domain';
import type { LedgerEntry } from '../org-ledger.ts';
import type { Delivery, Run } from './canvass-api.ts';

/** What should become of a notification: a message to a person, or whatever its workflow says. */
export type ExpectedEnd = 'message' | 'any';

/** Where a notification stands: at its expected end, still on the way, or at an end that nobody wanted. */
export type Verdict =
  | { readonly state: 'reached' }
  | { readonly state: 'open'; readonly reason: string }
  | { readonly state: 'missed'; readonly reason: string };

const handedOver: readonly DeliveryStatus[] = [
  'sent',
  'delivered',
  'opened',
  'clicked',
  'survey-started',
  'partially-finished',
  'finished',
];
const surveyTypes: readonly string[] = ['email-survey', 'sms-survey'] satisfies TaskType[];
const onTheWay: readonly DeliveryStatus[] = ['queued', 'sending'];
const unfinished: readonly RunStatus[] = ['queued', 'running', 'waiting'];

/** True once the provider has taken the message. */
export function isSent(delivery: Delivery): boolean {
  return handedOver.includes(delivery.status);
}

export function judge(
  entry: LedgerEntry,
  expected: ExpectedEnd,
  runs: readonly Run[],
  deliveriesOf: (runId: string) => readonly Delivery[],
): Verdict {
  if (entry.acknowledgedAt === null) return { state: 'open', reason: 'not acknowledged' };
  if (runs.length === 0) return { state: 'open', reason: 'no run' };
  const verdicts = runs.map((run) => judgeRun(run, expected, deliveriesOf(run.id)));
  return (
    verdicts.find(({ state }) => state === 'missed') ??
    verdicts.find(({ state }) => state === 'open') ?? { state: 'reached' }
  );
}

function judgeRun(run: Run, expected: ExpectedEnd, deliveries: readonly Delivery[]): Verdict {
  if (unfinished.includes(run.status)) return { state: 'open', reason: `run ${run.status}` };
  if (run.status === 'skipped' && expected === 'any') return { state: 'reached' };
  if (run.status !== 'succeeded') {
    const sentence = run.tasks.find(({ error }) => error !== null)?.error?.sentence;
    return { state: 'missed', reason: `run ${run.status}${sentence ? `: ${sentence}` : ''}` };
  }
  const surveyTasks = run.tasks.filter(({ type, status }) => surveyTypes.includes(type) && status === 'succeeded');
  if (surveyTasks.length === 0 && expected === 'message')
    return { state: 'missed', reason: 'run succeeded without a message' };
  if (deliveries.length < surveyTasks.length)
    return { state: 'open', reason: 'run succeeded, its delivery is not to be seen' };
  const unsent = deliveries.find((delivery) => !isSent(delivery));
  if (!unsent) return { state: 'reached' };
  if (onTheWay.includes(unsent.status)) return { state: 'open', reason: `delivery ${unsent.status}` };
  return { state: 'missed', reason: `delivery ${unsent.status}${unsent.error ? `: ${unsent.error.sentence}` : ''}` };
}
