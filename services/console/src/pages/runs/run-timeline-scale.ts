import type { Resource } from '../../api/client.ts';

type TimedStep = Pick<Resource<'TaskRun'>, 'startedAt' | 'finishedAt'>;
type TimedRun = Pick<Resource<'Run'>, 'receivedAt' | 'finishedAt'> & { tasks: TimedStep[] };

export interface Bar {
  /** Share of the run's time before the step started, 0…1. */
  start: number;
  /** Share of the run's time that the step took, 0…1. */
  length: number;
  durationMs: number;
}

/** The moment at which a run's timeline ends: its last step's end, or now while it goes on. */
export function timelineEnd(run: TimedRun, now: Date): number {
  const ends = run.tasks.flatMap((task) => (task.finishedAt ? [Date.parse(task.finishedAt)] : []));
  const end = run.finishedAt ? Math.max(Date.parse(run.finishedAt), ...ends) : now.getTime();
  return Math.max(end, Date.parse(run.receivedAt) + 1);
}

/** Where a step's bar lies between the arrival of the message and the end; null while it has not started. */
export function barOf(task: TimedStep, run: TimedRun, now: Date): Bar | null {
  if (task.startedAt === null) return null;
  const from = Date.parse(run.receivedAt);
  const wholeMs = timelineEnd(run, now) - from;
  const startMs = Math.max(0, Date.parse(task.startedAt) - from);
  const endMs = (task.finishedAt ? Date.parse(task.finishedAt) : timelineEnd(run, now)) - from;
  const durationMs = Math.max(0, endMs - startMs);
  return { start: Math.min(1, startMs / wholeMs), length: Math.min(1, durationMs / wholeMs), durationMs };
}
