import { findRevisionDefinitions, type Queryable, type RunReport } from '@canvass/database';
import { flattenSteps, WorkflowDefinition, type WorkspaceId } from '@canvass/domain';
import { explain } from './failure.ts';

/** Adds the names of steps, which stand in the revision's definition, and what the catalogue says about errors. */
export async function describeRuns(db: Queryable, workspaceId: WorkspaceId, runs: readonly RunReport[]) {
  const revisionIds = [...new Set(runs.map((run) => run.revisionId))];
  const definitions = await findRevisionDefinitions(db, workspaceId, revisionIds);
  const names = new Map([...definitions].map(([id, definition]) => [id, stepNames(definition)]));
  return runs.map((run) => ({
    ...run,
    tasks: run.tasks.map((task) => ({
      ...task,
      name: names.get(run.revisionId)?.get(task.stepId) ?? null,
      error: explain(task.error),
    })),
  }));
}

function stepNames(definition: unknown): Map<string, string> {
  const parsed = WorkflowDefinition.safeParse(definition);
  const steps = parsed.success ? flattenSteps(parsed.data.steps) : [];
  return new Map(steps.flatMap((step) => (step.name === undefined ? [] : [[step.id, step.name]])));
}
