import type { Resource } from '../../api/client.ts';
import type { Catalogue } from '../../i18n/text.tsx';

type Run = Resource<'Run'>;

/** The task types that have words of their own; another type (of a newer server) shows its plain name. */
export type KnownTaskType = keyof Catalogue['runs']['doneOf'];

export function isKnownTaskType(type: string, t: Catalogue): type is KnownTaskType {
  return Object.hasOwn(t.runs.doneOf, type);
}

/** The run's status in words: "Partially failed: contact updated, e-mail not sent". */
export function runHeadline(run: Pick<Run, 'status' | 'tasks'>, t: Catalogue): string {
  const status = t.runs.headline[run.status];
  const facts = run.tasks.flatMap((task) => {
    if (!isKnownTaskType(task.type, t)) return [];
    if (task.status === 'succeeded') return [t.runs.doneOf[task.type]];
    return task.status === 'failed' || task.status === 'cancelled' ? [t.runs.notDoneOf[task.type]] : [];
  });
  const tellsFacts = run.status === 'succeeded' || run.status === 'failed' || run.status === 'partially-failed';
  return tellsFacts && facts.length > 0 ? `${status}: ${facts.join(', ')}` : status;
}

export function taskName(task: Pick<Resource<'TaskRun'>, 'name' | 'type'>, t: Catalogue): string {
  if (task.name) return task.name;
  const known: Record<string, string> = t.runs.taskTypes;
  return known[task.type] ?? task.type;
}

/** The step that a reader wants to see first: what failed, otherwise what is under way, otherwise the first. */
export function stepToShow(tasks: Run['tasks'], wanted: string | undefined): Run['tasks'][number] | null {
  return (
    tasks.find((task) => task.stepId === wanted) ??
    tasks.find((task) => task.status === 'failed') ??
    tasks.find((task) => task.status === 'running' || task.status === 'waiting') ??
    tasks[0] ??
    null
  );
}

/** The unmet condition in words, from what the run recorded when it was skipped. */
export function skippedCondition(skipped: Run['skipped']): string | null {
  const said =
    skipped?.failed ?? skipped?.condition ?? Object.values(skipped ?? {}).find((one) => typeof one === 'string');
  return typeof said === 'string' ? said : null;
}
